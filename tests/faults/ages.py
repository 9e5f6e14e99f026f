"""LU and WIA of a card (domain.md 2 and 5), replayed from the portal's history alone. Shares nothing with the product."""

import expected

DONE = 5
AWAITING = 4
UNKNOWN = None  # the role of a column whose title nobody can place: the card counts as what it was


class Ages:
    """`last_update`: since when LU runs; `work_since`: since when WIA does, None when it never did in this cycle;
    `done_at`: when both came to stand; `stopped`: how long of WIA, up to `now`, the card stood under a stopper."""

    def __init__(self, began):
        self.last_update, self.work_since, self.done_at, self.stopped, self.cycle = began, None, None, 0, 1

    def columns(self):
        return {"last_update_ms": self.last_update, "work_since_ms": self.work_since, "done_ms": self.done_at,
                "cycle": self.cycle, "stopped": self.stopped}


class Course:
    """One task's way: the column it stands in, whether somebody completed it, and what both make of it."""

    def __init__(self, began, role):
        self.ages = Ages(began)
        self.column, self.completed = role, False
        self.status, self.opened, self.confirmed = None, False, False
        self.enter(began)

    @property
    def done(self):
        return self.completed or self.column == "done"

    def enter(self, at):
        """After every step: a cycle begins where done is left, and ends where it is entered. What leaves it awaiting its
        check, and was not completed there, goes on with its cycle."""
        if self.ages.done_at is not None and not self.done:
            self.ages.done_at = None
            if not (self.opened and not self.confirmed and self.status == AWAITING):
                self.ages.work_since = None
                self.ages.cycle += 1
        self.confirmed = self.done and (self.confirmed or self.status == DONE)
        self.opened = self.opened or not self.done
        if self.done and self.ages.done_at is None:
            self.ages.done_at = at
        if not self.done and self.column == "work" and self.ages.work_since is None:
            self.ages.work_since = at


def ages(task, roles, ours, now, known_from=0, bound_at=0):
    """`roles`: row id (0: creation) -> role of the column the task came into with it, or UNKNOWN. `ours`: who the
    extension's background writes are made as; nobody else acts as them on a task. What they write carries a status
    after a column or a column after a status: no news of anybody's, and no decision about being done. Rows below
    `known_from` are taken for a person's whoever wrote them. What was moved about before the group was bound stays
    completed, unless it is pulled out of a column of that meaning."""
    rows = expected.history(task)
    course = Course(expected.began(task), roles.get(0) or "intake")
    for row in rows:
        if row.fact == "created":
            continue
        own = row.user in ours and row.id >= known_from
        before = course.done
        reopens = False
        if row.id in roles:
            pulled_out = course.column == "done"
            course.column = roles[row.id] or course.column
            pulled_out = pulled_out and course.column != "done"
            course.completed = course.completed and (own or (row.at < bound_at and not pulled_out))
        elif row.fact == "status":
            course.status = int(row.after)
            reopens = course.status != DONE
            course.completed = not reopens and (course.completed or not own)
        course.enter(row.at)
        stands_still = before and course.done and not reopens
        if not own and not stands_still:
            course.ages.last_update = row.at
    course.ages.stopped = stopped(task, course.ages, now)
    return course.ages


def stopped(task, found, now):
    if found.work_since is None:
        return 0
    end = now if found.done_at is None else found.done_at
    values = expected.course(task, "stopper")
    total = 0
    for (at, value), (until, _) in zip(values, values[1:] + [(end, "")]):
        if value:
            total += max(0, min(until, end) - max(at, found.work_since))
    return total
