"""One scripted day: what people do in two portals and what goes wrong meanwhile. Pure: the same seed makes the
same day. Tasks, labour records and stages are named by ordinals; play.py knows their ids."""

import random
from typing import NamedTuple

OPERATIONS = 5_900  # more than 5,000 of them are accepted: some find the task in another state than expected
PORTALS = 2
USERS = list(range(14, 34))
ADMINS = [1, 2]
BOUND = [77, 78, 79]
UNBOUND = 80
ROLES = ["intake", "triage", "queue", "work", "done"]  # of the stages as installed, in order
COMPANIES = ["CO_591", "CO_593", "CO_595"]
TYPES = ["Отдел разработки", "Первая линия", "Аналитика", "Инфраструктура", "Отдел, которого нет", ""]
STOPPERS = ["Ждём клиента", "Ждём поставщика", "Ждём доступ", "Ждём решения", "Ждём погоды", ""]
ESTIMATES = ["", "0", "0.5", "1.25", "4", "16", "100.1", "-2", "20000"]
# What a person can do to a task of this status, and what becomes of it (portal-api.md 4.4).
STEPS = {2: [("start", 3), ("complete", 5)], 3: [("pause", 2), ("complete", 5)], 5: [("renew", 2)]}

WEIGHTS = {"create": 13, "title": 5, "type": 7, "stopper": 12, "estimate": 8, "importance": 6, "stage": 18, "status": 12,
           "comment": 7, "labour_add": 4, "labour_edit": 1.5, "labour_delete": 0.7, "assignee": 3, "deadline": 3,
           "company": 1.5, "group": 2.5, "delete": 1.5, "restore": 1, "stage_rename": 0.25, "stage_add": 0.1,
           "stage_delete": 0.08}


class Operation(NamedTuple):
    portal: int
    kind: str
    user: int
    task: int  # ordinal within the portal; -1: none
    after_ms: int  # portal time since the one before
    args: dict


class Mishap(NamedTuple):
    at: int  # before this operation
    kind: str
    args: dict


class Task:
    def __init__(self, group, creator):
        self.group, self.creator = group, creator
        self.status, self.alive, self.labour = 2, True, []


class Day:
    """Writes the day of one seed."""

    def __init__(self, seed, operations):
        self.random = random.Random(f"day {seed}")
        self.tasks = [[] for _ in range(PORTALS)]
        self.records = [0] * PORTALS
        self.titles = 0
        self.operations = [self.operation(at) for at in range(operations)]

    def operation(self, at):
        portal = self.random.randrange(PORTALS)
        tasks = self.tasks[portal]
        kind = "create" if len(tasks) < 20 else self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        user = self.random.choice(USERS)
        after = self.random.choice([0, 0, 200, 1_000, 3_000, 12_000])
        if kind == "create":
            args = self.create(tasks, user, at)
            return Operation(portal, kind, user, len(tasks) - 1, after, args)
        if kind in ("stage_rename", "stage_add"):
            self.titles += 1
            args = {"group": self.random.choice(BOUND), "stage": self.random.randrange(1, 5), "title": f"Этап {self.titles}"}
            return Operation(portal, kind, 1, -1, after, args)
        if kind == "stage_delete":
            args = {"group": self.random.choice(BOUND), "stage": self.random.randrange(100), "to": self.random.randrange(100)}
            return Operation(portal, kind, user, -1, after, args)
        chosen = self.choose(tasks, kind)
        if chosen is None:
            return Operation(portal, "comment", user, self.choose(tasks, "comment"), after, {"text": f"Слово {at}"})
        # Whoever works today works on few tasks: changes of one task come close together.
        user, args = self.change(portal, tasks[chosen], kind, user, at)
        return Operation(portal, kind, user, chosen, after, args)

    def create(self, tasks, user, at):
        group = self.random.choice(BOUND + [UNBOUND])
        tasks.append(Task(group, user))
        fields = {"TITLE": f"Заявка {at} «{self.random.randrange(1000)}»", "GROUP_ID": group, "RESPONSIBLE_ID": self.random.choice(USERS)}
        if self.random.random() < 0.3:
            fields |= {"PRIORITY": 2}
        if self.random.random() < 0.3:
            fields |= {"UF_SD_TYPE": self.random.choice(TYPES), "UF_SD_ESTIMATE": self.random.choice(ESTIMATES)}
        if self.random.random() < 0.2:
            fields |= {"UF_SD_STOPPER": self.random.choice(STOPPERS)}
        return {"fields": fields}

    def choose(self, tasks, kind):
        if kind == "restore":
            fitting = [at for at, task in enumerate(tasks) if not task.alive]
        elif kind in ("labour_edit", "labour_delete"):
            fitting = [at for at, task in enumerate(tasks) if task.alive and task.labour]
        else:
            fitting = [at for at, task in enumerate(tasks) if task.alive]
        if not fitting:
            return None
        if self.random.random() < 0.5:
            fitting = fitting[-15:]
        return self.random.choice(fitting)

    def change(self, portal, task, kind, user, at):
        pick = self.random.choice
        if kind == "title":
            return user, {"TITLE": f"Переименована {at}"}
        if kind == "type":
            return user, {"UF_SD_TYPE": pick(TYPES)}
        if kind == "stopper":
            return user, {"UF_SD_STOPPER": pick(STOPPERS)}
        if kind == "estimate":
            return user, {"UF_SD_ESTIMATE": pick(ESTIMATES)}
        if kind == "importance":
            return user, {"PRIORITY": pick([0, 1, 2])}
        if kind == "assignee":
            return user, {"RESPONSIBLE_ID": pick(USERS)}
        if kind == "deadline":
            return user, {"DEADLINE": pick(["", f"2027-0{self.random.randrange(1, 10)}-1{self.random.randrange(10)}T12:00:00+03:00"])}
        if kind == "company":
            return user, {"UF_CRM_TASK": pick([[], [pick(COMPANIES)], COMPANIES[:2]])}
        if kind == "stage":
            return user, {"stage": self.random.randrange(5), "by_update": self.random.random() < 0.3}
        if kind == "status":
            step, task.status = pick(STEPS[task.status])
            return user, {"step": step}
        if kind == "group":
            task.group = pick([group for group in BOUND + [UNBOUND] if group != task.group])
            return user, {"GROUP_ID": task.group}
        if kind in ("delete", "restore"):
            task.alive = kind == "restore"
            return task.creator, {}
        if kind == "labour_add":
            task.labour.append((self.records[portal], user))
            self.records[portal] += 1
            return user, {"record": task.labour[-1][0], "seconds": 60 * self.random.randrange(1, 240)}
        if kind == "labour_edit":
            record, owner = pick(task.labour)
            return owner, {"record": record, "seconds": 60 * self.random.randrange(1, 240)}
        if kind == "labour_delete":
            record, owner = task.labour.pop(self.random.randrange(len(task.labour)))
            return owner, {"record": record}
        return user, {"text": f"Слово {at}"}


# Faults of REST as the dice throw them (tests/portal/README.md).
LIMITS = ["503", "429"]
SERVER = ["500", "unexpected", "html", "slow"]
CUT = ["half", "empty", "garbage", "reset_after_commit", "html200"]
TOKEN = ["expired", "invalid_token"]
CLOSED = ["deleted", "overload", "licence", "user", "oauth_link"]


class Mishaps:
    """Writes what goes wrong on the day of one seed."""

    def __init__(self, seed, operations):
        self.random = random.Random(f"mishaps {seed}")
        self.length = operations
        self.all = []
        for _ in range(self.random.randint(1, 5)):
            self.kill()
        kinds = [self.drop, self.unruly_events, self.restart, self.dice, self.burst, self.expire, self.revoke,
                 self.busy, self.disk_full, self.jump, self.reinstall, self.rename]
        for kind in self.random.sample(kinds, self.random.randint(5, 9)):
            kind()
        self.all.sort(key=lambda mishap: mishap.at)

    def add(self, at, kind, **args):
        self.all.append(Mishap(min(at, self.length), kind, args))

    def window(self, longest):
        begin = self.random.randrange(self.length)
        return begin, begin + self.random.randrange(30, longest)

    def portal(self):
        return self.random.randrange(PORTALS)

    def kill(self):
        begin, end = self.window(500)
        self.add(begin, "kill")
        self.add(end, "start")

    def drop(self):
        if self.random.random() < 0.4:  # the whole day
            for portal in range(PORTALS):
                self.add(0, "events", portal=portal, drop=1)
            return
        begin, end = self.window(3_000)
        portal = self.portal()
        self.add(begin, "events", portal=portal, drop=1)
        self.add(end, "events", portal=portal, drop=0)

    def unruly_events(self):
        begin, end = self.window(4_000)
        portal = self.portal()
        self.add(begin, "events", portal=portal, duplicate=self.random.random(), reorder=True,
                 delay_ms=self.random.choice([0, 0, 100, 900]), drop=self.random.choice([0, 0, 0.3]))
        self.add(end, "events", portal=portal, duplicate=0, reorder=False, delay_ms=0, drop=0)

    def restart(self):
        for _ in range(self.random.randint(1, 3)):
            self.add(self.random.randrange(self.length), "restart", portal=self.portal(), down_ms=self.random.randrange(100, 1_200))

    def dice(self):
        for portal in range(PORTALS):
            begin, end = self.window(3_000)
            kinds = LIMITS + SERVER + CUT + TOKEN
            self.add(begin, "dice", portal=portal, requests=self.random.choice([0.05, 0.2, 0.4]),
                     commands=self.random.choice([0, 0.002, 0.01]), oauth=self.random.choice([0, 0.3]),
                     kinds=self.random.sample(kinds, self.random.randint(1, 6)), seed=self.random.randrange(1_000_000), ms=200)
            self.add(end, "calm", portal=portal)

    def burst(self):
        for _ in range(self.random.randint(1, 3)):
            kind = self.random.choice(LIMITS + SERVER + CUT + TOKEN + CLOSED)
            self.add(self.random.randrange(self.length), "burst", portal=self.portal(), fault=kind, count=self.random.randrange(1, 40))

    def expire(self):
        for _ in range(self.random.randint(1, 4)):
            self.add(self.random.randrange(self.length), "expire", portal=self.portal())

    def revoke(self):
        begin, end = self.window(1_500)
        portal = self.portal()
        self.add(begin, "revoke", portal=portal, user=1)
        if self.random.random() < 0.4:  # the spare as well
            self.add(begin + 20, "revoke", portal=portal, user=2)
        self.add(end, "open", portal=portal, user=1)
        self.add(end + 10, "open", portal=portal, user=2)

    def busy(self):
        for _ in range(self.random.randint(1, 3)):
            self.add(self.random.randrange(self.length), "busy", inbox=self.random.random() < 0.5,
                     seconds=self.random.choice([0.5, 1.5, 4]))

    def disk_full(self):
        begin, end = self.window(700)
        self.add(begin, "disk_full")
        self.add(end, "disk_free")

    def jump(self):
        for _ in range(self.random.randint(1, 3)):
            span = self.random.choice([2_000, 45_000, 240_000, 1_500_000])
            self.add(self.random.randrange(self.length), "jump", portal=self.portal(), ms=span * self.random.choice([-1, 1]))

    def reinstall(self):
        self.add(self.random.randrange(self.length), "reinstall", portal=self.portal(),
                 removed=self.random.random() < 0.6)

    def rename(self):
        self.add(self.random.randrange(self.length), "rename", portal=self.portal())


def day(seed, operations=OPERATIONS):
    return Day(seed, operations).operations, Mishaps(seed, operations).all
