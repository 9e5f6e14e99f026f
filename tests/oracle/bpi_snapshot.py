#!/usr/bin/env python3
"""What a board must show at given instants, computed from a history file alone.

Shares nothing with the product: it follows the rules that the data set's own description gives for playing
the file (columns CaseID, ActivityID, CompleteTimestamp; local time of Europe/Brussels) and prints, for each
instant asked, one line of JSON in the form of `sdctl report snapshot`.

    bpi_snapshot.py FILE --at 2012-05-01T00:00:00+02:00 [--at ...]
"""

import argparse
import collections
import csv
import datetime
import json
import sys
import zoneinfo

ZONE = zoneinfo.ZoneInfo("Europe/Brussels")
ROLES = {"1": "work", "3": "verify", "4": "triage", "5": "done", "9": "done"}
INTAKE_OR_QUEUE = "2"
STOPPERS = {
    "6": "Ждём клиента",
    "7": "Ждём внедрения",
    "8": "Ждём решения",
    "10": "Ждём поставщика",
    "11": "Ждём заказчика",
}
KEPT = {"12", "13"}  # states that mean nothing here
COLUMNS = ["CaseID", "ActivityID", "CompleteTimestamp"]


class WrongFile(Exception):
    """The file is not a history; the message names the line."""


def minutes_since_epoch(local):
    """Minutes of a local time of the file; an ambiguous one is the earlier (fold=0)."""
    aware = local.replace(tzinfo=ZONE, fold=0)
    utc = aware.astimezone(datetime.timezone.utc)
    if utc.astimezone(ZONE).replace(tzinfo=None) != local:
        raise ValueError(f"{local} does not exist in {ZONE.key}")
    return int(utc.timestamp()) // 60


def read(path):
    """Case id -> its rows (minute, activity), in file order."""
    cases = {}
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        if next(rows, None) != COLUMNS:
            raise WrongFile(f"{path}:1: the columns must be {','.join(COLUMNS)}")
        for row in rows:
            where = f"{path}:{rows.line_num}"
            if len(row) != len(COLUMNS):
                raise WrongFile(f"{where}: {len(row)} columns instead of {len(COLUMNS)}")
            case, activity, stamp = row
            if activity not in ROLES and activity not in STOPPERS and activity not in KEPT and activity != INTAKE_OR_QUEUE:
                raise WrongFile(f"{where}: unknown activity {activity!r}")
            try:
                minute = minutes_since_epoch(datetime.datetime.strptime(stamp, "%Y-%m-%d %H:%M:%S"))
            except ValueError as error:
                raise WrongFile(f"{where}: {error}") from error
            history = cases.setdefault(case, [])
            if history and history[-1][0] > minute:
                raise WrongFile(f"{where}: earlier than the row before it of the same case")
            history.append((minute, activity))
    return cases


class Card:
    """One case, row by row."""

    def __init__(self):
        self.role = "intake"
        self.left_intake = False
        self.stopper = None
        self.stopper_since = None
        self.stopped = collections.Counter()  # minutes of closed intervals by title
        self.work_since = None
        self.last = None

    def apply(self, minute, activity):
        if activity in STOPPERS:
            if self.stopper != STOPPERS[activity]:
                self.end_stopper(minute)
                self.stopper, self.stopper_since = STOPPERS[activity], minute
        elif activity not in KEPT:
            self.enter(minute, self.role_of(activity))
        self.last = minute

    def role_of(self, activity):
        if activity == INTAKE_OR_QUEUE:
            return "queue" if self.left_intake else "intake"
        return ROLES[activity]

    def enter(self, minute, role):
        self.end_stopper(minute)
        if self.role == "done" and role != "done":
            self.work_since = None  # a new cycle
        if role == "work" and self.work_since is None:
            self.work_since = minute
        self.left_intake = self.left_intake or role != "intake"
        self.role = role

    def end_stopper(self, minute):
        if self.stopper is not None:
            self.stopped[self.stopper] += minute - self.stopper_since
        self.stopper = self.stopper_since = None

    def stopped_at(self, minute):
        total = collections.Counter(self.stopped)
        if self.stopper is not None:
            total[self.stopper] += minute - self.stopper_since
        return total


def snapshot(cases, at_text):
    """The state at the ISO instant `at_text` (with offset, whole minutes)."""
    at = datetime.datetime.fromisoformat(at_text)
    if at.tzinfo is None:
        raise ValueError(f"{at_text}: an offset is needed")
    if at.second or at.microsecond:
        raise ValueError(f"{at_text}: whole minutes only, as in the file")
    now = int(at.timestamp()) // 60
    roles, stoppers, stopped = collections.Counter(), collections.Counter(), collections.Counter()
    cards = []
    for case, rows in cases.items():
        card = Card()
        for minute, activity in rows:
            if minute > now:
                break
            card.apply(minute, activity)
        if card.last is None:
            continue
        roles[card.role] += 1
        stopped.update(card.stopped_at(now))
        if card.role == "done":
            continue
        if card.stopper is not None:
            stoppers[card.stopper] += 1
        cards.append({
            "xml_id": case,
            "role": card.role,
            "stopper": card.stopper,
            "wia_minutes": None if card.work_since is None else now - card.work_since,
            "lu_minutes": now - card.last,
        })
    return {
        "at": at_text,
        "roles": non_zero(roles),
        "stoppers": non_zero(stoppers),
        "stopper_minutes": non_zero(stopped),
        "cards": sorted(cards, key=lambda card: card["xml_id"].encode()),
    }


def non_zero(counter):
    return {key: counter[key] for key in sorted(counter, key=str.encode) if counter[key]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--at", action="append", required=True, metavar="ISO")
    args = parser.parse_args()
    try:
        cases = read(args.file)
        for at in args.at:
            print(json.dumps(snapshot(cases, at), ensure_ascii=False))
    except (OSError, ValueError, WrongFile) as error:
        print(f"bpi_snapshot: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
