"""The service behind the real nginx with the configuration we ship (install/nginx/servicedesk.conf), changed only
in its addresses, certificate and log path. What the service's HTTP library cannot do safely, nginx must."""
import argparse
import http.client
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

WORLD = {}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(what, probe, seconds=15):
    """Asks until the probe answers something true; the pause only keeps the loop from spinning."""
    end = time.monotonic() + seconds
    while True:
        try:
            got = probe()
            if got:
                return got
        except OSError:
            pass
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.02)


def tls():
    context = ssl.create_default_context(cafile=WORLD["certificate"])
    context.check_hostname = False
    raw = socket.create_connection(("127.0.0.1", WORLD["front"]), timeout=10)
    return context.wrap_socket(raw)


def ask(method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", WORLD["front"], timeout=10)
    connection.sock = tls()
    connection.request(method, path, body=body, headers=headers or {})
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace"), dict(answer.getheaders())


def events_seen():
    """How many requests to /b24/event the service itself has answered."""
    connection = http.client.HTTPConnection("127.0.0.1", WORLD["back"], timeout=10)
    connection.request("GET", "/metrics")
    text = connection.getresponse().read().decode()
    return sum(float(value) for value in re.findall(r'servicedesk_http_requests_total\{route="event"[^}]*\} ([0-9.e+]+)', text))


def raw_exchange(data, parts=1):
    """Sends bytes in `parts` pieces, returns everything until the other side closes."""
    connection = tls()
    size = max(1, len(data) // parts)
    for begin in range(0, len(data), size):
        connection.sendall(data[begin:begin + size])
    got = b""
    while True:
        try:
            piece = connection.recv(65536)
        except (ssl.SSLError, OSError):
            break
        if not piece:
            break
        got += piece
    return got


EVENT = "event=ONTASKUPDATE&data%5BFIELDS_AFTER%5D%5BID%5D=1&auth%5Bmember_id%5D=nobody&auth%5Bapplication_token%5D=x"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class BehindNginx(unittest.TestCase):
    def test_answers_over_tls(self):
        status, body, _ = ask("GET", "/healthz")
        self.assertEqual((status, json.loads(body)), (200, {"status": "ok"}))

    def test_unknown_paths_end_at_nginx(self):
        self.assertEqual(ask("GET", "/etc/passwd")[0], 404)

    def test_wrong_token_is_refused_by_the_service(self):
        before = events_seen()
        self.assertEqual(ask("POST", "/b24/event", EVENT, FORM)[0], 403)
        self.assertEqual(events_seen(), before + 1)

    def test_the_page_of_personal_links_is_there_for_everybody_and_frames_nowhere(self):
        status, body, headers = ask("GET", "/client")
        self.assertEqual(status, 200)
        self.assertIn('"page":"link"', body)
        self.assertIn("frame-ancestors 'none'", headers["Content-Security-Policy"])
        self.assertEqual(ask("POST", "/client")[0], 403)
        # 429 where the guesses below were made just before.
        self.assertIn(ask("GET", "/api/client/link")[0], (403, 429))

    def test_guessing_personal_links_is_stopped(self):
        said = [ask("POST", "/api/client/link", json.dumps({"token": "A" * 43}), {"Content-Type": "application/json"})[0]
                for _ in range(14)]
        self.assertEqual(said[:5], [403] * 5)
        self.assertEqual(said[-1], 429)

    def test_only_post_reaches_the_event_handler(self):
        before = events_seen()
        self.assertEqual(ask("GET", "/b24/event")[0], 403)
        self.assertEqual(events_seen(), before)

    def test_a_large_body_never_reaches_the_service(self):
        before = events_seen()
        self.assertEqual(ask("POST", "/b24/event", "x" * 3_000_000, FORM)[0], 413)
        self.assertEqual(events_seen(), before)

    def test_a_chunked_body_arrives_whole(self):
        data = EVENT.encode()
        chunked = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (20, data[:20], len(data) - 20, data[20:])
        answer = raw_exchange(b"POST /b24/event HTTP/1.1\r\nHost: desk.example.com\r\nConnection: close\r\n"
                              b"Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked)
        self.assertIn(b"403 Forbidden", answer.split(b"\r\n")[0])
        self.assertIn(b"event.denied", answer)

    def test_expect_gets_its_interim_answer(self):
        answer = raw_exchange(b"POST /b24/event HTTP/1.1\r\nHost: desk.example.com\r\nConnection: close\r\n"
                              b"Content-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\n"
                              b"Content-Length: %d\r\n\r\n%s" % (len(EVENT), EVENT.encode()))
        self.assertTrue(answer.startswith(b"HTTP/1.1 100 Continue"), answer[:80])

    def test_a_crafted_header_smuggles_nothing(self):
        before = events_seen()
        hidden = b"POST /b24/event HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
        answer = raw_exchange(b"GET /healthz HTTP/1.1\r\nHost: desk.example.com\r\nX-Odd: a\tb\xff\r\n"
                              b"Connection: close\r\n\r\n" + hidden, parts=3)
        self.assertEqual(len(re.findall(rb"HTTP/1\.1 \d\d\d", answer)), 1, answer)
        self.assertEqual(events_seen(), before)

    def test_a_bad_chunk_size_is_refused_at_once(self):
        answer = raw_exchange(b"POST /b24/event HTTP/1.1\r\nHost: desk.example.com\r\nTransfer-Encoding: chunked\r\n"
                              b"Connection: close\r\n\r\n-5\r\nabcde\r\n0\r\n\r\n")
        self.assertIn(b" 400 ", answer.split(b"\r\n")[0])

    def test_a_client_that_sends_no_header_is_dropped(self):
        connection = tls()
        connection.settimeout(12)
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: desk.exam")
        self.assertEqual(connection.recv(1), b"", "closed without an answer, by nginx' own time limit")


def start(folder, root, binaries):
    WORLD["front"], WORLD["back"] = free_port(), free_port()
    WORLD["certificate"] = os.path.join(folder, "fullchain.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=desk.example.com",
                    "-keyout", os.path.join(folder, "privkey.pem"), "-out", WORLD["certificate"]], check=True, capture_output=True)
    with open(os.path.join(root, "install/nginx/servicedesk.conf"), encoding="utf-8") as file:
        conf = file.read()
    conf = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", conf, flags=re.S)
    conf = conf.replace("listen 443 ssl http2", f"listen 127.0.0.1:{WORLD['front']} ssl http2")
    conf = re.sub(r"\s+listen \[::\]:443 [^;]*;", "", conf)
    conf = conf.replace("127.0.0.1:8080", f"127.0.0.1:{WORLD['back']}")
    conf = conf.replace("/etc/ssl/servicedesk", folder).replace("/var/log/nginx", folder)
    with open(os.path.join(folder, "nginx.conf"), "w", encoding="utf-8") as file:
        file.write(f"daemon off;\nerror_log stderr;\npid {folder}/nginx.pid;\nevents {{}}\nhttp {{\n")
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
            file.write(f"{kind}_temp_path {folder}/{kind};\n")
        file.write(conf + "\n}\n")
    config = os.path.join(folder, "servicedesk.toml")
    with open(config, "w", encoding="utf-8") as file:
        file.write(f'''public_url = "https://desk.example.com"
[listen]
port = {WORLD["back"]}
[storage]
url = "sqlite:{folder}/desk.db"
[keys]
file = "{folder}/desk.key"
[paths]
manifests = "{root}/manifests"
ui = "{root}/extension/ui/dist"
[[portal]]
address = "https://portal.example.com"
client_id = "local.0123456789abcd.01234567"
client_secret = "not-used-in-this-test"
''')
    log = open(os.path.join(folder, "programs.log"), "w", encoding="utf-8")
    desk = subprocess.Popen([os.path.join(binaries, "extension/app/servicedeskd"), "--config", config], stdout=log, stderr=log)
    front = subprocess.Popen([shutil.which("nginx") or "/usr/sbin/nginx", "-p", folder, "-c", os.path.join(folder, "nginx.conf")],
                             stdout=log, stderr=log)
    return [desk, front]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", required=True)
    parser.add_argument("--bin", required=True)
    given = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="servicedesk-nginx-")
    os.chmod(folder, 0o755)
    programs = start(folder, given.root, given.bin)
    try:
        try:
            until("nginx and the service answer", lambda: ask("GET", "/healthz")[0] == 200)
        except AssertionError:
            with open(os.path.join(folder, "programs.log"), encoding="utf-8") as file:
                print(file.read(), file=sys.stderr)
            raise
        result = unittest.TextTestRunner(verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(BehindNginx))
    finally:
        for program in programs:
            program.send_signal(signal.SIGTERM)
            program.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if result.wasSuccessful() else 1)


if __name__ == "__main__":
    main()
