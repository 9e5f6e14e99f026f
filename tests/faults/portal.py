"""One portal double as a program, its control API and the REST a person's browser would use."""

import http.client
import json
import re
import subprocess
import time
import urllib.parse


class Refused(Exception):
    """The double says no; `code` is the portal's."""

    def __init__(self, status, code, text):
        super().__init__(f"{status} {code} {text}")
        self.status, self.code = status, code


def until(what, probe, seconds):
    """Asks until the probe answers something true; the pause only keeps the loop from spinning."""
    end = time.monotonic() + seconds
    last = None
    while True:
        try:
            got = probe()
            if got:
                return got
        except (OSError, http.client.HTTPException, Refused) as failure:
            last = failure
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}" + (f" ({last})" if last else ""))
        time.sleep(0.02)


class Http:
    """JSON over one kept connection."""

    def __init__(self, port):
        self.port = port
        self.connection = None

    def call(self, method, path, body=None, headers=None, seconds=60):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            given = {"content-type": "application/json"} | (headers or {})
            self.connection.request(method, path, None if body is None else body.encode(), given)
            answer = self.connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise


class Portal:
    """`url` is the address the double believes to have."""

    def __init__(self, binaries, port, seed, log):
        self.port, self.log = port, log
        self.domain = f"127.0.0.1:{port}"
        self.http = Http(port)
        self.file = open(log, "wb")
        self.program = subprocess.Popen(
            [str(binaries / "tests/portal/app/portal_double"), "--port", str(port), "--tasks", "0", "--seed", str(seed),
             "--lang", "ru", "--limits", "off"], stdout=self.file, stderr=self.file)
        until("the double to answer", lambda: self.control("health"), 30)
        self.member = self.control("state")["member_id"]

    def stop(self):
        self.program.terminate()
        try:
            self.program.wait(15)
        except subprocess.TimeoutExpired:
            self.program.kill()
            self.program.wait()
        self.file.close()

    def control(self, name, body=None):
        status, text = self.http.call("GET" if body is None else "POST", f"/_double/{name}",
                                      None if body is None else json.dumps(body))
        answer = json.loads(text) if text else {}
        if status >= 400 or "error" in answer:
            raise Refused(status, answer.get("error", ""), answer.get("error_description", text[:200]))
        return answer

    def act(self, user, method, params, after_ms=0):
        return self.control("act", {"user": user, "method": method, "params": params, "after_ms": after_ms})["result"]

    def restart(self, down_ms):
        """Returns when the port is open again."""
        self.control("restart", {"down_ms": down_ms})
        fresh = Http(self.port)

        def closed():
            try:
                fresh.call("GET", "/_double/health", seconds=1)
            except (OSError, http.client.HTTPException):
                return True
            return False

        until("the double to close its port", closed, 10)
        until("the double to open its port", lambda: self.control("health"), 30)

    def rename(self):
        self.domain = self.domain.replace("127.0.0.1", "localhost")
        self.control("rename", {"domain": self.domain})

    def open_page(self, user, placement="DEFAULT", options=None, install=False):
        """What the service puts into the page that `user` opens."""
        frame = self.control("frame", {"user": user, "placement": placement, "options": options or {}, "install": install})
        address = urllib.parse.urlsplit(frame["url"])
        desk = Http(address.port)
        status, page = desk.call("POST", f"{address.path}?{address.query}", urllib.parse.urlencode(frame["fields"]),
                                 {"content-type": "application/x-www-form-urlencoded"})
        found = re.search(r'<script[^>]*id="sd-bootstrap"[^>]*>([^<]*)</script>', page)
        if status != 200 or not found:
            raise Refused(status, "page", page[:200])
        return json.loads(found.group(1))

    def truth(self):
        return self.control("truth")
