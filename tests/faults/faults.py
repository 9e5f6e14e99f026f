#!/usr/bin/env python3
"""The fault suite: one seed is one scripted day in two portals, with people's changes and random mishaps; after it and a
quiet period the product's projection must equal the portals' truth field by field. See README.md beside it.

    faults.py --bin BUILD_DIR [--seed N]... [--seeds A-B] [--jobs N] [--operations N] [--store sqlite|mariadb]
              [--keep]

Exit codes: 0 no difference; 1 a seed differs, took too long or a program died. A failing seed is printed with the
command that plays it again; its logs, databases and truth stay in $SD_ARTIFACTS/faults/seed-N (default: a folder below
the system's temporary one). Measurements of all seeds go to faults.json there.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import shutil
import signal
import sys
import tempfile
import time
import traceback

import compare
import product
import script
from play import Play
from portal import until
from store import STORES
from world import World

QUIET_S = 180  # without any progress in following the portals up to their end; all of it mostly takes 5
LONGEST_QUIET_S = 3_600  # however it goes on: two sides that never agree make progress, too
LEAST_CHANGES = 5_000
SHOWN = 15
CI_SEEDS = "1-2"


class Run:
    """One seed in a folder of its own."""

    def __init__(self, seed, binaries, artifacts, operations, store):
        self.seed, self.binaries, self.operations, self.store = seed, binaries, operations, store
        self.folder = artifacts / f"seed-{seed}"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.events = open(self.folder / "events.log", "w", encoding="utf-8")
        self.world = None

    def say(self, text):
        self.events.write(f"{time.monotonic():.2f} {text}\n")
        self.events.flush()

    def run(self):
        operations, mishaps = script.day(self.seed, self.operations)
        result = {"seed": self.seed, "store": self.store, "mishaps": sorted({mishap.kind for mishap in mishaps})}
        differences = []
        begin = time.monotonic()
        try:
            self.world = World(self.binaries, self.folder, self.seed, self.store)
            play = Play(self.world, self.say)
            play.prepare()
            installed = time.monotonic()
            play.run(operations, mishaps)
            played = time.monotonic()
            self.say("calm")
            play.calm_down()
            truths = self.quiet()
            quiet = time.monotonic()
            differences = self.compare(truths, play)
            changes = sum(play.accepted.values())
            result |= self.compared | {"changes": changes, "refused": sum(play.refused.values()), "install_s": round(installed - begin, 1),
                       "played_s": round(played - installed, 1), "quiet_s": round(quiet - played, 1),
                       "set_aside": [row["reason"] for row in product.inbox_rows(self.world.store, product.SET_ASIDE)]}
            self.say(f"accepted {play.accepted} refused {play.refused}")
            if changes < min(LEAST_CHANGES, self.operations * LEAST_CHANGES // script.OPERATIONS):
                differences.append(f"only {changes} changes were accepted")
        except Exception:  # whatever it is, the seed failed; the others go on
            differences.append(traceback.format_exc())
        finally:
            if self.world:
                if not differences:
                    differences += self.deaths()
                self.world.close(keep=self.folder if differences else None)
                differences += [line for line in self.deaths() if line not in differences]
            self.events.close()
        result |= {"differences": len(differences), "seconds": round(time.monotonic() - begin, 1)}
        return result, differences

    def deaths(self):
        ended = self.world.desk.ended_by_itself if self.world.desk else []
        return [f"the service ended by itself: {code}" for code in ended if code == "does not stop" or code < 0]

    def quiet(self):
        """Waits until the product has followed both portals to their end, by every net it has; the truths of then."""
        self.deadline = time.monotonic() + LONGEST_QUIET_S
        self.wait("the queues to be empty", self.drained)
        self.let_time_pass()
        asked = self.world.ask_for_sweep()
        self.wait("every portal to be swept", lambda: all(
            self.projection(at).figures.get("sweep.at", 0) >= asked for at in range(len(self.world.portals))))
        self.let_time_pass()  # what the sweep misses is looked at once its event had time to come
        while True:
            ends = [portal.control("clock")["now_ms"] for portal in self.world.portals]
            self.let_time_pass()
            self.wait("every group to be reconciled", lambda: self.drained() and all(
                self.projection(at).reconciled_to(script.BOUND) > end for at, end in enumerate(ends)))
            truths = [portal.truth() for portal in self.world.portals]
            # What the product itself has written back meanwhile is to be followed, too.
            if all(max((task["changed"] for task in truth["tasks"]), default=0) <= end for truth, end in zip(truths, ends)):
                return truths

    def wait(self, what, condition):
        seen = since = asked = None

        def holds():
            nonlocal seen, since, asked
            self.world.desk.revive()
            if condition():
                return True
            now = time.monotonic()
            if asked is None or now - asked > 1:
                asked, progress = now, self.progress()
                if since is None or progress != seen:
                    seen, since = progress, now
            if now - since > QUIET_S:
                raise AssertionError(f"no progress within {QUIET_S} s: {what}")
            return False
        until(what, holds, max(1, self.deadline - time.monotonic()))

    def progress(self):
        """What changes as long as the product follows, however slow the machine is."""
        store = self.world.store
        return ([portal.control("events") for portal in self.world.portals], product.counts(store, "inbox", "state", inbox=True),
                product.counts(store, "journal", "portal"), product.counts(store, "card", "portal"))

    def let_time_pass(self):
        """Ten minutes of the portals' time: nothing is young enough to be left to events that are on their way."""
        for portal in self.world.portals:
            portal.control("clock", {"jump_ms": 600_000})

    def drained(self):
        for portal in self.world.portals:
            counts = portal.control("events")
            if counts["queued"] or counts["offline"]:
                return False
        return not product.inbox_rows(self.world.store, product.WAITING)

    def projection(self, at):
        return product.Projection(self.world.store, self.world.portals[at].member)

    def compare(self, truths, play):
        found = []
        self.compared = {"tasks": 0, "history_rows": 0}
        for at, truth in enumerate(truths):
            projection = self.projection(at)
            shown = [task for task in truth["tasks"] if task["group"] in script.BOUND]
            self.compared["tasks"] += len(shown)
            self.compared["history_rows"] += sum(len(task["history"]) for task in shown)
            lines = compare.differences(truth, projection, play.titles[at], script.BOUND)
            found += [f"portal {at}: {line}" for line in lines]
            if lines:
                (self.folder / f"truth{at}.json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
        return found


def numbers(text):
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def play_seed(seed, args, artifacts):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    result, differences = Run(seed, args.bin.resolve(), artifacts, args.operations, args.store).run()
    if not differences and not args.keep:
        shutil.rmtree(artifacts / f"seed-{seed}", ignore_errors=True)
    return result, differences


def report(args, artifacts, result, differences):
    print(f"[faults] {json.dumps(result)}", flush=True)
    if not differences:
        return
    for line in differences[:SHOWN]:
        print(f"[faults]   {line}", flush=True)
    again = f"python3 tests/faults/faults.py --bin {args.bin} --seed {result['seed']}"
    if args.operations != script.OPERATIONS:
        again += f" --operations {args.operations}"
    if args.store != STORES[0]:
        again += f" --store {args.store}"
    print(f"[faults] seed {result['seed']} FAILED ({len(differences)} differences, first {SHOWN} shown); again with\n"
          f"[faults]   {again}\n[faults] logs, databases and truth: {artifacts / ('seed-%d' % result['seed'])}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True, type=pathlib.Path, help="build folder with the programs")
    parser.add_argument("--seed", type=int, action="append", default=[])
    parser.add_argument("--seeds", type=numbers, help="A-B, both included")
    parser.add_argument("--jobs", type=int, default=1, help="seeds at once")
    parser.add_argument("--operations", type=int, default=script.OPERATIONS)
    parser.add_argument("--store", choices=STORES, default=STORES[0], help="where the service keeps its data")
    parser.add_argument("--keep", action="store_true", help="keep the folders of seeds that pass, too")
    args = parser.parse_args()
    seeds = args.seed + (args.seeds or []) or numbers(CI_SEEDS)
    base = pathlib.Path(os.environ.get("SD_ARTIFACTS") or tempfile.mkdtemp(prefix="sd-faults-"))
    artifacts = base / "faults"
    artifacts.mkdir(parents=True, exist_ok=True)
    results = []
    with concurrent.futures.ProcessPoolExecutor(max_workers=args.jobs) as pool:
        for future in concurrent.futures.as_completed(pool.submit(play_seed, seed, args, artifacts) for seed in seeds):
            result, differences = future.result()
            results.append(result)
            report(args, artifacts, result, differences)
    failed = sorted(result["seed"] for result in results if result["differences"])
    (artifacts / "faults.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(f"[faults] {len(results)} seeds, {len(failed)} failed{f': {failed}' if failed else ''}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
