#!/usr/bin/env python3
"""The main job, whole: a history is played into the portal double, taken over by the service, and boards as of
many instants must equal those of tests/oracle/bpi_snapshot.py. Twice: once the extension is installed before
the history is played (its events are taken as they come), once after (back-fill from the task history).

    bpi.py --bin BUILD_DIR [--data FILE] [--sample-only] [--keep]

Plays tests/oracle/sample.csv first, always; then FILE (default: $SD_DATA, else bpi13_incidents.csv in
../shared/data beside the checkout). Exit codes: 0 all agree; 77 SKIP, the sample agrees and there is no FILE;
1 something differs, took too long or used too much memory. Measurements go to $SD_ARTIFACTS/history.json.
"""

import argparse
import datetime
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "oracle"))
import bpi_snapshot  # noqa: E402
import compare  # noqa: E402

DEADLINE_S = 300  # from the start of the programs to the last difference gone
LARGEST_RSS_MB = 150
MODES = {"events": "install-first", "back-fill": "play-first"}
WIDE_INSTANTS = 14  # spread over the whole history
LATE_INSTANTS = 12  # spread over its last weeks, where most of the BPI cases are
LATE_DAYS = 35
NAMED_INSTANTS = ["2012-05-01T00:00:00+02:00"]
SHOWN = 12


def say(text):
    print(f"[history] {text}", flush=True)


def iso(minute):
    return datetime.datetime.fromtimestamp(minute * 60, bpi_snapshot.ZONE).isoformat()


def instants(cases):
    """At least twenty, the same for the same file: spread evenly, with the first row's instant and one after
    the last row among them."""
    minutes = sorted(minute for rows in cases.values() for minute, _ in rows)
    first, last = minutes[0], minutes[-1]
    chosen = {first, last, last + 60}
    for begin, count in ((first, WIDE_INSTANTS), (max(first, last - LATE_DAYS * 1440), LATE_INSTANTS)):
        chosen |= {begin + (last - begin) * i // count for i in range(1, count)}
    named = [at for at in NAMED_INSTANTS if first <= datetime.datetime.fromisoformat(at).timestamp() // 60 <= last]
    return [iso(minute) for minute in sorted(chosen)] + named


class Demo:
    """The programs of ./install/run with a state folder of their own."""

    def __init__(self, binaries, state):
        self.binaries, self.state = binaries, state
        self.started = None

    def start(self, data, order):
        command = ["node", str(ROOT / "install/demo/demo.mjs"), "--bin", str(self.binaries), "--root", str(ROOT),
                   "--state", str(self.state), "--tasks", "0", "--lang", "ru", "--order", order,
                   "--data", str(data), "--detach"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=2 * DEADLINE_S, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"the demo did not start (exit code {done.returncode})\n{self.logs()}")
        self.started = json.loads(done.stdout.strip().splitlines()[-1])

    def snapshot(self, at):
        command = [str(self.binaries / "install/sdctl/sdctl"), "--config", str(self.state / "servicedesk.toml"),
                   "report", "snapshot", "--group", str(self.started["group"]), "--at", at, "--format", "json"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"sdctl ended with {done.returncode}: {done.stderr.strip()}")
        return json.loads(done.stdout)

    def memory_mb(self):
        """Present and largest resident memory of the service."""
        status = pathlib.Path(f"/proc/{self.started['pids']['servicedeskd']}/status").read_text(encoding="utf-8")
        fields = dict(line.split(":", 1) for line in status.splitlines())
        return tuple(int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))

    def logs(self):
        tails = []
        for log in sorted(self.state.glob("*.log")):
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-SHOWN:]
            tails.append("\n".join([f"--- {log.name}", *lines]))
        return "\n".join(tails)

    def stop(self):
        subprocess.run([str(ROOT / "install/run"), "--stop", "--state", str(self.state)], check=False,
                       stderr=subprocess.DEVNULL)


def wait_until_equal(demo, expected, deadline):
    """Asks for the last board until it is as expected; the differences left at the deadline."""
    while True:
        found = compare.differences(expected, demo.snapshot(expected["at"]))
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(1)


def check(data, mode, binaries, keep):
    cases = bpi_snapshot.read(data)
    expected = [bpi_snapshot.snapshot(cases, at) for at in instants(cases)]
    last = max(expected, key=lambda board: datetime.datetime.fromisoformat(board["at"]))
    folder = tempfile.mkdtemp(prefix="sd-history-")
    demo = Demo(binaries, pathlib.Path(folder))
    begin = time.monotonic()
    try:
        demo.start(data, MODES[mode])
        started = time.monotonic() - begin
        differences = [f"at {last['at']}: {line}" for line in wait_until_equal(demo, last, begin + DEADLINE_S)]
        taken = time.monotonic() - begin
        for board in [] if differences else expected:
            differences += [f"at {board['at']}: {line}"
                            for line in compare.differences(board, demo.snapshot(board["at"]))]
        rss, peak = demo.memory_mb()
        logs = demo.logs() if differences else ""
    finally:
        if keep:
            say(f"left running with its state in {folder}")
        else:
            demo.stop()
            subprocess.run(["rm", "-rf", folder], check=False)
    result = {"data": data.name, "mode": mode, "cases": len(cases), "rows": sum(map(len, cases.values())),
              "instants": len(expected), "started_s": round(started, 1), "taken_over_s": round(taken, 1),
              "rss_mb": round(rss, 1), "peak_rss_mb": round(peak, 1), "differences": len(differences)}
    say(json.dumps(result))
    for line in differences[:SHOWN]:
        say(line)
    if logs:
        say(logs)
    if peak >= LARGEST_RSS_MB:
        say(f"servicedeskd took {peak:.0f} MB, more than {LARGEST_RSS_MB}")
    result["passed"] = not differences and peak < LARGEST_RSS_MB and taken <= DEADLINE_S
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True, type=pathlib.Path, help="build folder with the three programs")
    parser.add_argument("--data", type=pathlib.Path)
    parser.add_argument("--mode", choices=sorted(MODES), action="append")
    parser.add_argument("--sample-only", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave the programs running")
    args = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    data = args.data or pathlib.Path(os.environ.get("SD_DATA", ROOT.parent / "shared/data/bpi13_incidents.csv"))
    files = [ROOT / "tests/oracle/sample.csv"]
    if data.is_file() and not args.sample_only:
        files.append(data.resolve())
    results = [check(file, mode, args.bin.resolve(), args.keep) for file in files for mode in args.mode or sorted(MODES)]
    if "SD_ARTIFACTS" in os.environ:
        report = pathlib.Path(os.environ["SD_ARTIFACTS"]) / "history.json"
        report.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    if not all(result["passed"] for result in results):
        return 1
    if len(files) == 1 and not args.sample_only:
        say(f"SKIP: no data at {data}; the sample agrees")
        return 77
    return 0


if __name__ == "__main__":
    sys.exit(main())
