"""Where the service of a run keeps its data, and what befalls that place: SQLite files on a disk that gets full, or a
MariaDB server of the run's own that is killed. Both can be asked beside the service."""

import os
import pathlib
import resource
import signal
import sqlite3
import subprocess
import threading
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROOM_MB = 96  # of the disk that gets full
STORES = ("sqlite", "mariadb")


def make(kind, folder):
    return MariadbStore(folder) if kind == "mariadb" else SqliteStore(folder)


class Disk:
    """The folder of the database. As root a small tmpfs, so that full means ENOSPC; otherwise a limit on the size of
    the service's files, so that its writes fail with EFBIG."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True)
        self.mounted = os.geteuid() == 0 and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={ROOM_MB}m,mode=700", "servicedesk-faults", str(folder)],
            check=False, capture_output=True).returncode == 0

    def fill(self, pid):
        if not self.mounted:
            if pid:
                _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
            return
        with open(self.folder / "ballast", "wb", buffering=0) as ballast:
            block = b"\0" * 65_536
            while block:
                try:
                    ballast.write(block)
                except OSError:
                    block = block[:len(block) // 2]

    def free(self, pid):
        if self.mounted:
            (self.folder / "ballast").unlink(missing_ok=True)
        elif pid:
            _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))

    def leave(self, keep):
        """Unmounts; what was there is copied to `keep` when given."""
        if keep:
            subprocess.run(["cp", "-r", f"{self.folder}/.", str(keep)], check=False)
        if self.mounted:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=True)


class SqliteStore:
    def __init__(self, folder):
        self.disk = Disk(folder)
        self.folder = folder
        self.url = f"sqlite:{folder / 'desk.db'}"

    def file(self, inbox):
        return self.folder / ("desk.db-inbox" if inbox else "desk.db")

    def select(self, queries, inbox=False):
        """The rows of each query, as dictionaries; all of one moment."""
        database = sqlite3.connect(f"file:{self.file(inbox)}?mode=ro", uri=True, timeout=20)
        try:
            database.row_factory = sqlite3.Row
            database.execute("BEGIN")
            return [[dict(row) for row in database.execute(query)] for query in queries]
        finally:
            database.close()

    def fail(self, pid):
        self.disk.fill(pid)

    def recover(self, pid):
        self.disk.free(pid)

    def hold_lock(self, inbox, seconds):
        """Another process's write transaction, seconds long."""
        def hold():
            other = sqlite3.connect(self.file(inbox), timeout=20, isolation_level=None)
            try:
                other.execute("BEGIN IMMEDIATE")
                threading.Event().wait(seconds)
                other.execute("ROLLBACK")
            except sqlite3.OperationalError:
                pass  # busy itself, or the disk is full: no lock then
            finally:
                other.close()
        thread = threading.Thread(target=hold)
        thread.start()
        return thread

    def leave(self, keep):
        self.disk.leave(keep)


class MariadbStore:
    """Instead of a full disk the server dies, and comes back on the same data."""

    SCRIPT = str(ROOT / "tests/servers/mariadb.sh")

    def __init__(self, folder):
        self.folder = folder
        self.alive = False
        self.run("start")
        self.alive = True
        self.socket = (folder / "socket").read_text(encoding="ascii").strip()
        self.url = f"mysql://root@localhost/desk?socket={self.socket}"
        self.client("CREATE DATABASE desk", database=None)
        self.types = {}

    def run(self, command):
        # A commit that was answered survives the death of the server.
        options = {"SD_TEST_MARIADB_OPTIONS": "--innodb-flush-log-at-trx-commit=1"}
        subprocess.run([self.SCRIPT, command, str(self.folder)], check=True, capture_output=True, timeout=120,
                       env=os.environ | options)

    def client(self, statements, database="desk"):
        command = ["mariadb", "--no-defaults", "--xml", "--user=root", f"--socket={self.socket}",
                   "--default-character-set=utf8mb4"]
        done = subprocess.run(command + ([database] if database else []), input=statements, check=False,
                              capture_output=True, text=True, encoding="utf-8", timeout=120)
        if done.returncode != 0:
            raise OSError(f"the database server: {done.stderr.strip()[:200]}")
        return [xml.etree.ElementTree.fromstring(part) for part in done.stdout.split('<?xml version="1.0"?>')[1:]]

    def numbers(self, table):
        """The names of the table's columns that hold numbers."""
        if table not in self.types:
            names, = self.client("SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE()"
                                 f" AND table_name = '{table}' AND data_type = 'bigint'")
            self.types[table] = {row[0].text for row in names.iter("row")} | {"counted"}
        return self.types[table]

    def select(self, queries, inbox=False):
        """The rows of each query, as dictionaries; all of one moment. Both kinds of tables lie in one database."""
        del inbox
        numbers = [self.numbers(query.split(" FROM ")[1].split()[0]) for query in queries]

        def value(field, numbers):
            if field.get("{http://www.w3.org/2001/XMLSchema-instance}nil"):
                return None
            return int(field.text) if field.get("name") in numbers else field.text or ""
        tables = self.client("START TRANSACTION WITH CONSISTENT SNAPSHOT; " + "; ".join(queries) + "; COMMIT;")
        return [[{field.get("name"): value(field, of_table) for field in row} for row in table.iter("row")]
                for table, of_table in zip(tables, numbers)]

    def fail(self, pid):
        del pid
        if self.alive:
            os.kill(int((self.folder / "pid").read_text(encoding="ascii")), signal.SIGKILL)
        self.alive = False

    def recover(self, pid):
        del pid
        if not self.alive:
            self.run("again")
        self.alive = True

    def hold_lock(self, inbox, seconds):
        """Another's transaction that holds every row, seconds long; at its end all connections are cut."""
        table = "inbox" if inbox else "card"

        def hold():
            try:
                self.client(f"BEGIN; SELECT COUNT(*) FROM {table} FOR UPDATE; DO SLEEP({seconds}); ROLLBACK; KILL USER root;")
            except (OSError, subprocess.TimeoutExpired):
                pass  # that kills its own connection, too; or the server is away: no lock then
        thread = threading.Thread(target=hold)
        thread.start()
        return thread

    def leave(self, keep):
        """Stops the server; its folder is copied to `keep` when given (tests/servers/mariadb.sh again FOLDER)."""
        self.fail(None)
        if keep:
            subprocess.run(["cp", "-r", str(self.folder), str(keep / "mariadb")], check=False)
        self.run("stop")
