#!/usr/bin/env python3
"""clang-tidy over everything of a build folder: tidy.py BUILD_DIR [TARGET]... (preset "tidy"; sd_kanban, ...).

A target's sources come as one file there (unity build): reading the standard library and SOCI once per target
instead of once per source makes the difference between one minute and ten. Where two sources of a target use one
name for different things, its sources are looked at one by one instead.

What was found clean is not read again while nothing of it has changed: compiler flags, checks, and every file it
includes, the system's too, are as they were (their digests are kept, in $XDG_CACHE_HOME/servicedesk-tidy or
~/.cache/servicedesk-tidy, as ccache keeps objects; remove it to read everything). Findings are never kept.

Exit code 1: there are findings, and they were printed.
"""

import concurrent.futures
import functools
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

TIDY = "clang-tidy-14"
ROOT = pathlib.Path(__file__).resolve().parents[2]
KEPT = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "servicedesk-tidy"
KEPT_DAYS = 30
NOISE = re.compile(r"warnings? (generated|treated as errors?)")


def flags_of(entry):
    """The compiler's flags, without the launcher and without what names input and output."""
    words = shlex.split(entry["command"])
    words = words[next(i for i, word in enumerate(words) if "clang++" in word) + 1:]
    at = words.index("-o")
    return [word for word in words[:at] + words[at + 2:] if word not in ("-c", entry["file"])]


@functools.cache
def digest_of(file):
    return hashlib.sha256(pathlib.Path(file).read_bytes()).hexdigest()


@functools.cache
def tool():
    return subprocess.run([TIDY, "--version"], capture_output=True, text=True, check=True).stdout


def place_of(entry, flags):
    """Where it is kept that this entry is clean; None when its files cannot be told."""
    told = subprocess.run(["clang++-14", "-M", *flags, entry["file"]], cwd=entry["directory"],
                          capture_output=True, text=True, check=False)
    if told.returncode != 0:
        return None
    files = shlex.split(told.stdout.replace("\\\n", " "))[1:]
    files = sorted(str((pathlib.Path(entry["directory"]) / file).resolve()) for file in files)
    facts = [tool(), digest_of(ROOT / ".clang-tidy"), digest_of(__file__), *flags]
    facts += [f"{file} {digest_of(file)}" for file in files if "/Unity/" not in file]
    # The one file of a unity build names its members by where they are, here and now.
    facts += pathlib.Path(entry["file"]).read_text().splitlines()
    # Another clone of the same sources is the same.
    key = "\n".join(facts).replace(str(ROOT), "")
    return KEPT / hashlib.sha256(key.encode()).hexdigest()


def forget_old():
    for place in KEPT.glob("*"):
        if place.stat().st_mtime < time.time() - KEPT_DAYS * 86_400:
            place.unlink(missing_ok=True)


def look(file, flags, folder):
    done = subprocess.run([TIDY, "--quiet", "--warnings-as-errors=*", file, "--", *flags],
                          cwd=folder, capture_output=True, text=True, check=False)
    noted = [line for line in done.stderr.splitlines() if not NOISE.search(line)]
    return done.returncode, "\n".join([done.stdout, *noted])


def check(entry):
    """Exit code, text, and whether it was known to be clean."""
    flags = flags_of(entry)
    place = place_of(entry, flags)
    if place and place.exists():
        place.touch()
        return 0, "", True
    code, text = look(entry["file"], flags, entry["directory"])
    if "[clang-diagnostic-error" in text:
        members = re.findall(r'^#include "(.+\.cpp)"', pathlib.Path(entry["file"]).read_text(), re.MULTILINE)
        results = [look(member, flags, entry["directory"]) for member in members]
        code, text = max(code for code, _ in results), "".join(text for code, text in results if code != 0)
    if place and code == 0:
        place.touch()
    return code, text, False


def main():
    entries = json.loads((pathlib.Path(sys.argv[1]) / "compile_commands.json").read_text())
    chosen = sys.argv[2:]
    if chosen:
        entries = [entry for entry in entries if any(f"/{target}.dir/" in entry["file"] for target in chosen)]
    KEPT.mkdir(parents=True, exist_ok=True)
    forget_old()
    wrong = known = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in concurrent.futures.as_completed([pool.submit(check, entry) for entry in entries]):
            code, text, kept = done.result()
            wrong += code != 0
            known += kept
            if code != 0:
                print(text, flush=True)
    print(f"clang-tidy: {len(entries)} targets, {known} of them known to be clean, {wrong} with findings")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
