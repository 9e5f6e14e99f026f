#!/usr/bin/env python3
"""clang-tidy over everything of a build folder: tidy.py BUILD_DIR [TARGET]... (preset "tidy"; sd_kanban, ...).

A target's sources come as one file there (unity build): reading the standard library and SOCI once per target
instead of once per source makes the difference between one minute and ten. Where two sources of a target use one
name for different things, its sources are looked at one by one instead.

Exit code 1: there are findings, and they were printed.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

TIDY = "clang-tidy-14"
NOISE = re.compile(r"warnings? (generated|treated as errors?)")


def flags_of(entry):
    """The compiler's flags, without the launcher and without what names input and output."""
    words = shlex.split(entry["command"])
    words = words[next(i for i, word in enumerate(words) if "clang++" in word) + 1:]
    at = words.index("-o")
    return [word for word in words[:at] + words[at + 2:] if word not in ("-c", entry["file"])]


def look(file, flags, folder):
    done = subprocess.run([TIDY, "--quiet", "--warnings-as-errors=*", file, "--", *flags],
                          cwd=folder, capture_output=True, text=True, check=False)
    noted = [line for line in done.stderr.splitlines() if not NOISE.search(line)]
    return done.returncode, "\n".join([done.stdout, *noted])


def check(entry):
    flags = flags_of(entry)
    code, text = look(entry["file"], flags, entry["directory"])
    if "[clang-diagnostic-error" in text:
        members = re.findall(r'^#include "(.+\.cpp)"', pathlib.Path(entry["file"]).read_text(), re.MULTILINE)
        results = [look(member, flags, entry["directory"]) for member in members]
        code, text = max(code for code, _ in results), "".join(text for code, text in results if code != 0)
    return code, text


def main():
    entries = json.loads((pathlib.Path(sys.argv[1]) / "compile_commands.json").read_text())
    chosen = sys.argv[2:]
    if chosen:
        entries = [entry for entry in entries if any(f"/{target}.dir/" in entry["file"] for target in chosen)]
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in concurrent.futures.as_completed([pool.submit(check, entry) for entry in entries]):
            code, text = done.result()
            wrong += code != 0
            if code != 0:
                print(text, flush=True)
    print(f"clang-tidy: {len(entries)} targets, {wrong} with findings")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
