#!/usr/bin/env python3
"""What the flow reports must say of a history file, computed from the file alone.

Shares nothing with the product: the rules are those of the data set's own description and of domain.md 8. Prints
for the local days [FROM, TO) of Europe/Brussels, as they stood at the end of the last one:

    day D ROLE*6          cards in each role at the day's end; done: closed since FROM and still closed
    in D CREATED REOPENED CLOSED
    lead|cycle P50 P85 P95   thousandths of a day, cut; nearest rank; "-" without any
    week MONDAY CLOSED
    stopper MINUTES TITLE    in the order of titles' bytes

    bpi_flow.py FILE --from 2012-05-01 --to 2012-06-01
"""

import argparse
import bisect
import collections
import datetime
import sys

import bpi_snapshot

ROLES = ["intake", "triage", "queue", "work", "verify", "done"]
DAY = datetime.timedelta(days=1)


def midnight(day):
    return bpi_snapshot.minutes_since_epoch(datetime.datetime.combine(day, datetime.time()))


class History:
    """The states of one case: from each minute on a role; its cycles; its stopper intervals up to `end`."""

    def __init__(self, rows, end):
        self.minutes, self.roles = [], []
        self.opened, self.closed = [], []  # minutes; closed: (minute, opened, first work or None)
        self.stops = []
        card, work = bpi_snapshot.Card(), None
        for minute, activity in rows:
            if minute >= end:
                break
            before, stopper, since = card.role, card.stopper, card.stopper_since
            first = card.last is None
            card.apply(minute, activity)
            if stopper is not None and (card.stopper != stopper or card.stopper_since != since):
                self.stops.append((stopper, since, minute))
            if first or (before == "done" and card.role != "done"):
                self.opened.append(minute)
                work = None
            if card.role == "work" and work is None:
                work = minute
            if card.role == "done" and (first or before != "done"):
                self.closed.append((minute, self.opened[-1], work))
            self.minutes.append(minute)
            self.roles.append(card.role)
        if card.stopper is not None:
            self.stops.append((card.stopper, card.stopper_since, end))

    def role_before(self, minute):
        place = bisect.bisect_left(self.minutes, minute)
        return self.roles[place - 1] if place else None

    def last_closed_before(self, minute):
        return max(closed for closed, _, _ in self.closed if closed < minute)


def nearest_rank(values, percent):
    values = sorted(values)
    return values[-(-len(values) * percent // 100) - 1]


def levels(values):
    # Minutes as thousandths of a day.
    return " ".join(str(nearest_rank(values, p) * 1000 // 1440) for p in (50, 85, 95)) if values else "- - -"


def report(cases, first, last):
    begin, end = midnight(first), midnight(last)
    histories = [History(rows, end) for rows in cases.values()]
    histories = [history for history in histories if history.minutes]
    lines, day = [], first
    created, reopened, closed = collections.Counter(), collections.Counter(), collections.Counter()
    days = []
    while day < last:
        days.append(day)
        day += DAY
    starts = [midnight(day) for day in days]

    def place(minute):
        return days[bisect.bisect_right(starts, minute) - 1]

    leads, cycles = [], []
    for history in histories:
        for number, minute in enumerate(history.opened):
            if minute >= begin:
                (reopened if number else created)[place(minute)] += 1
        for minute, opened, work in history.closed:
            if minute < begin:
                continue
            closed[place(minute)] += 1
            leads.append(minute - opened)
            if work is not None:
                cycles.append(minute - work)
    for day in days:
        edge, standing = midnight(day + DAY), collections.Counter()
        for history in histories:
            role = history.role_before(edge)
            if role is not None and (role != "done" or history.last_closed_before(edge) >= begin):
                standing[role] += 1
        lines.append(f"day {day} " + " ".join(str(standing[role]) for role in ROLES))
    for day in days:
        lines.append(f"in {day} {created[day]} {reopened[day]} {closed[day]}")
    lines.append("lead " + levels(leads))
    lines.append("cycle " + levels(cycles))
    weeks = collections.Counter()
    for day in days:
        weeks[day - DAY * day.weekday()] += closed[day]
    lines += [f"week {monday} {count}" for monday, count in sorted(weeks.items())]
    stopped = collections.Counter()
    for history in histories:
        for title, since, until in history.stops:
            stopped[title] += max(0, min(until, end) - max(since, begin))
    lines += [f"stopper {stopped[title]} {title}" for title in sorted(stopped, key=str.encode) if stopped[title]]
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--from", dest="first", type=datetime.date.fromisoformat, required=True)
    parser.add_argument("--to", dest="last", type=datetime.date.fromisoformat, required=True)
    args = parser.parse_args()
    try:
        print("\n".join(report(bpi_snapshot.read(args.file), args.first, args.last)))
    except (OSError, ValueError, bpi_snapshot.WrongFile) as error:
        print(f"bpi_flow: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
