#!/usr/bin/env python3
"""Makes working_time.json: calendars as boards get them (kanban/http/calendar_json.h) and how much working time lies
between instants, counted minute by minute by Python's own zone database. Read by the tests of C++ and TypeScript."""
import datetime as dt
import json
import pathlib
import random
import zoneinfo

EPOCH = dt.date(1970, 1, 1)
UTC = dt.timezone.utc
OFFICE = [[540, 780, 840, 1080]] * 5 + [[], []]
NIGHTS = [[0, 360, 1320, 1440]] * 7
EARLY = [[120, 150, 165, 240], [], [90, 1435], [0, 1440], [600, 1080], [150, 151], [0, 200]]
RUSSIA = {"2026-01-0%d" % day: [] for day in (1, 2, 5, 6, 7, 8, 9)} | {
    "2026-02-23": [], "2026-03-09": [], "2026-04-30": [540, 780, 840, 1020], "2026-05-01": [],
    "2026-05-08": [540, 780, 840, 1020], "2026-05-11": [], "2026-06-11": [540, 780, 840, 1020], "2026-06-12": [],
    "2026-11-03": [540, 780, 840, 1020], "2026-11-04": [], "2026-12-31": [], "2026-08-08": [600, 720]}


def ms(at):
    return int(at.timestamp() * 1000)


def number(day):
    return (day - EPOCH).days


def offset_ms(zone, at):
    return int(at.astimezone(zone).utcoffset().total_seconds() * 1000)


def shifts(zone, begin, end):
    """Instants at which the offset changes, found by halving quarters of an hour."""
    found, at = [], begin
    while at < end:
        then = at + dt.timedelta(minutes=15)
        if offset_ms(zone, at) != offset_ms(zone, then):
            low, high = at, then
            while high - low > dt.timedelta(seconds=1):
                middle = low + (high - low) / 2
                middle = middle.replace(microsecond=0)
                if offset_ms(zone, middle) == offset_ms(zone, low):
                    low = middle
                else:
                    high = middle
            found.append([ms(high), offset_ms(zone, high)])
        at = then
    return found


def worked_ms(zone, week, days, start, end):
    """A stretch lasts from the first minute its beginning is shown or passed until the first its end is."""
    stretches = []
    day = start.date() - dt.timedelta(days=2)
    while day <= end.date() + dt.timedelta(days=2):
        hours = days.get(day.isoformat(), week[day.weekday()])
        for begin, until in zip(hours[::2], hours[1::2]):
            stretches.append(tuple(first_minute(zone, day, minute) for minute in (begin, until)))
        day += dt.timedelta(days=1)
    total, at = 0, start
    while at < end:
        total += sum(begin <= at < until for begin, until in stretches if abs(begin - at) < dt.timedelta(days=3))
        at += dt.timedelta(minutes=1)
    return total * 60_000


def first_minute(zone, day, minute):
    wanted = dt.datetime(day.year, day.month, day.day, tzinfo=UTC) + dt.timedelta(minutes=minute)
    at = wanted - dt.timedelta(hours=16)
    while at + at.astimezone(zone).utcoffset() < wanted:
        at += dt.timedelta(minutes=1)
    return at


def vector(name, zone_name, week, days, day_ms, now, near, spans_days):
    zone = zoneinfo.ZoneInfo(zone_name)
    today = now.date()
    first, last = number(today) - 3660, number(today) + 370
    known_from = dt.datetime.combine(EPOCH + dt.timedelta(days=first - 1), dt.time(), UTC)
    known_to = dt.datetime.combine(EPOCH + dt.timedelta(days=last + 1), dt.time(), UTC)
    rows = sorted([number(dt.date.fromisoformat(day))] + hours for day, hours in days.items())
    dice = random.Random(name)
    cases = []
    for _ in range(14):
        start = near + dt.timedelta(minutes=dice.randrange(-4 * 1440, 4 * 1440))
        end = start + dt.timedelta(minutes=dice.randrange(0, spans_days * 1440))
        cases.append([ms(start), ms(end), worked_ms(zone, week, days, start, end)])
    return {"name": name, "now_ms": ms(now),
            "calendar": {"day_ms": day_ms, "from_day": first, "to_day": last,
                         "offset_ms": offset_ms(zone, known_from - dt.timedelta(milliseconds=1)),
                         "shifts": shifts(zone, known_from, known_to), "week": week, "days": rows},
            "cases": cases}


def main():
    now = dt.datetime(2026, 11, 28, 12, tzinfo=UTC)
    at = lambda *when: dt.datetime(*when, tzinfo=UTC)
    vectors = [
        vector("Moscow", "Europe/Moscow", OFFICE, RUSSIA, 28_800_000, now, at(2026, 5, 6), 12),
        vector("MoscowNewYear", "Europe/Moscow", OFFICE, RUSSIA, 28_800_000, now, at(2026, 1, 3), 20),
        vector("AmsterdamForward", "Europe/Amsterdam", EARLY, {}, 86_400_000, now, at(2026, 3, 29), 4),
        vector("AmsterdamBack", "Europe/Amsterdam", EARLY, {}, 86_400_000, now, at(2026, 10, 25), 4),
        vector("LordHowe", "Australia/Lord_Howe", NIGHTS, {"2026-04-05": [60, 180]}, 28_800_000, now, at(2026, 4, 4, 15), 4),
    ]
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in vectors)
    pathlib.Path(__file__).with_name("working_time.json").write_text("[\n" + lines + "\n]\n")


main()
