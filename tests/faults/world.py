"""The programs of one run: two doubles and the service, with their state in a folder that can be filled up."""

import json
import pathlib
import signal
import socket
import subprocess
import time

import store
from portal import Http, Portal, Refused, until
from script import BOUND, PORTALS

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOSTS = ("127.0.0.1", "localhost")  # of a portal before and after it is renamed
PATIENCE_S = 300  # with a program that does nothing for others meanwhile: seconds on an idle machine


def free_ports(count):
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


class Desk:
    """The service. `pid` is None while it does not run."""

    def __init__(self, binaries, folder, url, port, portals):
        self.program = str(binaries / "extension/app/servicedeskd")
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.config = folder / "servicedesk.toml"
        self.log = open(folder / "servicedeskd.log", "ab")
        self.process = None
        self.ended_by_itself = []
        self.config.write_text(configuration(self, url, folder, portals), encoding="utf-8")
        self.config.chmod(0o600)

    @property
    def pid(self):
        return self.process.pid if self.process else None

    def start(self):
        if self.process:
            return
        self.process = subprocess.Popen(
            [self.program, "--config", str(self.config)], stdout=self.log, stderr=self.log,
            preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))

    def reachable(self):
        return Http(self.port).call("GET", "/healthz", seconds=5)[0] == 200

    def wait(self):
        """Starts it again as often as an init system would, until it answers."""
        def answers():
            self.revive()
            return self.reachable()
        until("the service to answer", answers, PATIENCE_S)

    def revive(self):
        if self.process and self.process.poll() is not None:
            self.ended_by_itself.append(self.process.returncode)
            self.process = None
            self.start()

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def stop(self):
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                self.ended_by_itself.append("does not stop")
                self.process.kill()
                self.process.wait()
            self.process = None
        self.log.close()


def configuration(desk, url, folder, portals):
    def text(value):
        return json.dumps(str(value))

    # Both names: a renamed portal that is installed anew has to be listed under its new one, and in the double so is its
    # authorisation server.
    servers = ", ".join(text(f"http://{host}:{portal.port}") for portal in portals for host in HOSTS)
    sections = "".join(f"""
[[portal]]
address = {text(f"http://{host}:{portal.port}")}
client_id = {text(client_of(portal))}
client_secret = "secret-of-the-fault-suite"
limits = "off"
""" for portal in portals for host in HOSTS)
    return f"""public_url = {text(desk.url)}
oauth_servers = [{servers}]
[listen]
host = "127.0.0.1"
port = {desk.port}
[storage]
url = {text(url)}
[keys]
file = {text(folder / "desk.key")}
[paths]
manifests = {text(ROOT / "manifests")}
ui = {text(ROOT / "extension/ui/dist")}
[events]
queue_poll_seconds = 1
[sync]
reconcile_seconds = 1
stages_seconds = 1
{sections}"""


def client_of(portal):
    return f"local.65a1b2c3d4e5f6.{portal.port:08d}"


class World:
    def __init__(self, binaries, folder, seed, kind):
        self.sdctl = str(binaries / "install/sdctl/sdctl")
        folder.mkdir(parents=True, exist_ok=True)
        ports = free_ports(PORTALS + 1)
        self.portals = []
        self.store = store.make(kind, folder / "state")
        self.desk = None
        self.locks = []
        try:
            for at in range(PORTALS):
                self.portals.append(Portal(binaries, ports[at], 1_000 * seed + at, folder / f"portal{at}.log"))
            self.desk = Desk(binaries, folder, self.store.url, ports[-1], self.portals)
            self.desk.start()
            self.desk.wait()
        except BaseException:
            self.close(keep=None)
            raise

    def register(self, portal, **more):
        scopes = json.loads((ROOT / "manifests/application.json").read_text(encoding="utf-8"))["scopes"]
        portal.control("app", {
            "client_id": client_of(portal), "client_secret": "secret-of-the-fault-suite", "title": "Service Desk",
            "scopes": [scope["name"] for scope in scopes], "api_only": False,
            "handler": f"{self.desk.url}/b24/app", "install": f"{self.desk.url}/b24/install"} | more)

    def install(self, portal, rename_stages):
        """As an administrator does it: opens the page, orders, watches, and orders again when a step failed."""
        def try_once():
            self.desk.revive()
            page = portal.open_page(1, install=True)
            if page.get("page") != "install":
                raise Refused(0, "page", f"not the installation page: {page.get('error')}")
            session = {"authorization": f"Bearer {page['session']}"}
            desk = Http(self.desk.port)
            order = json.dumps({"groups": BOUND, "rename_stages": rename_stages, "client_check": False})
            status, text = desk.call("POST", "/api/install/run", order, session)
            if status != 202:
                raise Refused(status, "install", text[:200])

            def ended():
                status, text = desk.call("GET", "/api/install/run", None, session)
                state = json.loads(text).get("state") if status == 200 else None
                return state if state in ("done", "failed") else None
            return until("the installation to end", ended, PATIENCE_S) == "done"

        until("the application to be installed", try_once, 2 * PATIENCE_S)
        portal.control("install_finish", {"client_id": client_of(portal)})
        portal.open_page(2)  # the spare administrator

    def ask_for_sweep(self):
        """What an operator does who does not want to wait for the night. The instant, in unix milliseconds."""
        asked = int(time.time() * 1000)
        subprocess.run([self.sdctl, "--config", str(self.desk.config), "sync", "sweep"], check=True, capture_output=True,
                       timeout=60)
        return asked

    def settle_locks(self):
        for lock in self.locks:
            lock.join()
        self.locks = []

    def close(self, keep):
        self.settle_locks()
        if self.desk:
            self.desk.stop()
        for portal in self.portals:
            portal.stop()
        self.store.leave(keep)
