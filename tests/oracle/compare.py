#!/usr/bin/env python3
"""Compares two board snapshots (files of one JSON object each) and says in words where they differ.

    compare.py EXPECTED ACTUAL      exit code 0: equal, 1: they differ, 2: not readable
"""

import json
import sys

SHOWN = 20  # differences printed


def differences(expected, actual):
    """Every difference as one line; empty when the two are equal, order of cards and keys included."""
    found = []
    if list(expected) != list(actual):
        found.append(f"keys: {list(expected)} expected, {list(actual)} found")
    if expected.get("at") != actual.get("at"):
        found.append(f"at: {expected.get('at')} expected, {actual.get('at')} found")
    for table in ("roles", "stoppers", "stopper_minutes"):
        mine, other = expected.get(table, {}), actual.get(table, {})
        for key in sorted(set(mine) | set(other)):
            if mine.get(key) != other.get(key):
                found.append(f"{table}[{key}]: {mine.get(key)} expected, {other.get(key)} found")
        if mine == other and list(mine) != list(other):
            found.append(f"{table}: keys in another order: {list(other)}")
    found.extend(card_differences(expected.get("cards", []), actual.get("cards", [])))
    if not found and expected != actual:
        found.append("equal but for keys that are not known here")
    return found


def card_differences(expected, actual):
    found = []
    mine = {card["xml_id"]: card for card in expected}
    other = {card["xml_id"]: card for card in actual}
    if len(other) != len(actual):
        found.append(f"cards: {len(actual) - len(other)} of them occur more than once")
    for xml_id in sorted(set(mine) | set(other)):
        if xml_id not in other:
            found.append(f"card {xml_id}: missing; {mine[xml_id]} expected")
        elif xml_id not in mine:
            found.append(f"card {xml_id}: not expected; {other[xml_id]} found")
        elif mine[xml_id] != other[xml_id]:
            for key in {**mine[xml_id], **other[xml_id]}:
                one, two = mine[xml_id].get(key), other[xml_id].get(key)
                if one != two:
                    found.append(f"card {xml_id}: {key}: {one} expected, {two} found")
        elif list(mine[xml_id]) != list(other[xml_id]):
            found.append(f"card {xml_id}: keys in another order")
    if not found and list(mine) != list(other):
        found.append("cards: the same, in another order")
    return found


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        snapshots = []
        for name in arguments:
            with open(name, encoding="utf-8") as file:
                snapshots.append(json.load(file))
        found = differences(*snapshots)
    except (OSError, ValueError, AttributeError, KeyError, TypeError) as error:
        print(f"compare: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    for line in found[:SHOWN]:
        print(line)
    if len(found) > SHOWN:
        print(f"… and {len(found) - SHOWN} more")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
