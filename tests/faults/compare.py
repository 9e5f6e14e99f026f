"""The projection against the portal's truth: a list of differences, one line each."""

import ages
import expected
from script import ADMINS


def differences(truth, projection, titles, bound):
    found = []
    first_of = {int(group): rows[0]["id"] for group, rows in truth["stages"].items()}
    living = {str(stage["id"]) for stages in truth["stages"].values() for stage in stages}
    for group in bound:
        found += compare_stages(group, truth["stages"][str(group)], projection.stages.get(group, []), titles)
    tasks = {task["id"]: task for task in truth["tasks"] if task["group"] in bound}
    for ticket in sorted(set(projection.cards) - set(tasks)):
        found.append(f"card {ticket}: is on a board, but its task is gone or in another group")
    for ticket in sorted(set(tasks) - set(projection.cards)):
        found.append(f"task {ticket}: has no card")
    for ticket in sorted(set(tasks) & set(projection.cards)):
        task, rows = tasks[ticket], projection.journal.get(ticket, [])
        lines = compare_card(task, truth["stages"][str(task["group"])], projection, titles, bound)
        lines += compare_rows(task, rows) + compare_courses(task, rows)
        lines += compare_stage_course(task, rows, titles, first_of, bound, living)
        lines += compare_ages(task, projection.cards[ticket], rows, titles, bound, truth["now"])
        found += [f"task {ticket}: {line}" for line in lines]
    return found + compare_labour(tasks.values(), projection)


def compare_stages(group, truth, stages, titles):
    wanted = [(stage["id"], stage["title"], stage["sort"], titles.roles[stage["id"]]) for stage in truth]
    got = [(stage["stage_id"], stage["title"], stage["sort"], stage["role"]) for stage in stages]
    return [] if wanted == got else [f"group {group}: stages are {got}, the portal has {wanted}"]


def compare_card(task, stages, projection, titles, bound):
    got = projection.cards[task["id"]]
    wanted = expected.card(task, stages)
    closed = task["status"] == 5 and not opened_in_the_past(task, expected.roles(task, titles, bound), titles.bound[1])
    wanted["role"] = "done" if closed else titles.roles[wanted["stage_id"]]
    return [f"{name} is {got[name]!r}, the portal says {value!r}" for name, value in wanted.items() if got[name] != value]


def opened_in_the_past(task, roles, bound_at):
    """Whether it was pulled out of a column that means done before the group was bound: it is open then whatever its
    status, which nobody writes back for the past."""
    opened, column = False, roles.get(0)
    for row in expected.history(task):
        if row.id in roles:
            left = column == "done" and row.at < bound_at
            column = roles[row.id] or column
            opened = (opened or left) and column != "done"
        elif row.fact == "status":
            opened = False
    return opened


def compare_labour(tasks, projection):
    """Every record of a shown task, and no other."""
    wanted = {}
    for task in tasks:
        wanted |= expected.labour(task)
    return [f"labour record {record} is {projection.labour.get(record)}, the portal says {wanted.get(record)}"
            for record in sorted(wanted.keys() | projection.labour.keys())
            if wanted.get(record) != projection.labour.get(record)]


def compare_ages(task, card, rows, titles, bound, now):
    """LU and WIA. A row of labour that was taken back unseen (compare_rows) moves LU nowhere; a column that had come and
    gone before anybody looked has no role. A task that was away may have been forgotten with its journal: its portal's
    history does not say which of the rows before were written by the extension by itself. Rows carry an instant before the
    group was bound, too, when the portal's clock was put back behind it: nothing tells them from the past of a group.
    Where a task went to a group that is not bound and was moved no further there, nothing tells of a column, and no
    column opens what was completed."""
    known = {row["fact_key"]: row for row in rows}
    unseen = {row.id for row in expected.history(task) if row.fact == "labour" and f"h{row.id}" not in known}
    nameless = {row.id for row in expected.history(task)
                if known.get(f"h{row.id}", {"to_value": ""})["to_value"].startswith("?")}
    roles = {row: None if row in nameless else role for row, role in expected.roles(task, titles, bound).items()}
    untold = {row.id for row in expected.history(task)
              if row.fact == "group" and roles.get(row.id, "told") is None and f"m{row.id}" not in known}
    roles = {row: role for row, role in roles.items() if row not in untold}
    seen = task | {"history": [row for row in task["history"] if row[0] not in unseen]}
    possible = [ages.ages(seen, roles, ADMINS, now, known_from, bound_at).columns()
                for known_from in [0] + expected.came_back(task, bound) for bound_at in titles.bound]
    got = {name: card[name] for name in ("last_update_ms", "work_since_ms", "done_ms", "cycle")}
    got["stopped"] = card["stopped_before_ms"]
    if card["work_since_ms"] is not None and card["stopper_since_ms"] is not None:
        end = now if card["done_ms"] is None else card["done_ms"]
        got["stopped"] += max(0, end - max(card["stopper_since_ms"], card["work_since_ms"]))
    if got in possible:
        return []
    return [f"{name} is {got[name]!r}, by the portal's history {value!r}"
            for name, value in possible[0].items() if got[name] != value]


def compare_rows(task, rows):
    """Each row of the portal's history once, with its instant, its person and its value.

    Labour records raise no event, and no list shows one that was taken back before anybody looked: rows whose changes
    add up to nothing may be missing, nothing else may."""
    found = []
    unseen, unseen_seconds = [], 0
    known = {row["fact_key"]: row for row in rows}
    wanted = {f"h{row.id}": row for row in expected.history(task)}
    for key in sorted(set(known) - set(wanted)):
        if key.startswith("h"):
            found.append(f"journal row {key} stands for nothing in the portal's history")
    for key, row in wanted.items():
        if key not in known:
            line = f"history row {row.id} ({row.field}) is not in the journal"
            if row.fact != "labour":
                found.append(line)
            else:
                unseen.append(line)
                unseen_seconds += int(row.after or 0) - int(row.before or 0)
            continue
        got = known[key]
        if (got["at_ms"], got["actor"], got["fact"]) != (row.at, row.user, row.fact):
            found.append(f"journal row {key} says {(got['at_ms'], got['actor'], got['fact'])}, "
                         f"the history {(row.at, row.user, row.fact)}")
    return found + (unseen if unseen_seconds else [])


def compare_courses(task, rows):
    """Every change of a value once and in its order, whoever noticed it: nothing doubled, nothing missing."""
    found = []
    for fact, first in expected.COURSES.items():
        got = expected.collapsed([(rows[0]["at_ms"] if rows else 0, first)] +
                                 [(row["at_ms"], row["to_value"]) for row in rows if row["fact"] == fact])
        if len(got) > 1 and got[0][0] == got[1][0] and rows and got[1][0] == rows[0]["at_ms"]:
            got = got[1:]  # given a value when it was created
        wanted = expected.course(task, fact)
        if got != wanted and with_initial(wanted, first) != with_initial(got, first):
            found.append(f"{fact} went {got}, in the portal {wanted}")
    return found


def with_initial(values, first):
    """The same without the value of a new task at its beginning."""
    return values[1:] if values and values[0][1] == first else values


def compare_stage_course(task, rows, titles, first_of, bound, living):
    """A task that was restored into a stage which was deleted meanwhile stands in the first column, without a row."""
    wanted = expected.stage_course(task, titles, first_of, bound)
    got = expected.collapsed([(row["at_ms"], row["to_value"]) for row in rows if row["fact"] in ("stage", "created")])
    fallen = {row["at_ms"] for row in rows if row["fact"] == "stage" and row["fact_key"].startswith("o")
              and row["to_value"] == str(first_of[task["group"]]) and row["from_value"] not in living}
    got = [step for step in got if step[0] not in fallen]
    at = 0
    for step in wanted:
        if at < len(got) and got[at][0] == step.at and (got[at][1] in step.values or not step.values):
            at += 1
        elif step.told and not (at > 0 and got[at - 1][1] in step.values):  # a move to where it stood is none
            return [f"stages: {step} is not told; they went {got}, in the portal {wanted}"]
    return [f"stages: {got[at:]} is too much; they went {got}, in the portal {wanted}"] if at < len(got) else []
