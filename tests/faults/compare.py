"""The projection against the portal's truth: a list of differences, one line each."""

import expected


def differences(truth, projection, titles, bound, labour):
    """`labour`: the product reads labour records, so their minutes and their rows in the history count too."""
    found = []
    first_of = {int(group): rows[0]["id"] for group, rows in truth["stages"].items()}
    for group in bound:
        found += compare_stages(group, truth["stages"][str(group)], projection.stages.get(group, []))
    tasks = {task["id"]: task for task in truth["tasks"] if task["group"] in bound}
    for ticket in sorted(set(projection.cards) - set(tasks)):
        found.append(f"card {ticket}: is on a board, but its task is gone or in another group")
    for ticket in sorted(set(tasks) - set(projection.cards)):
        found.append(f"task {ticket}: has no card")
    for ticket in sorted(set(tasks) & set(projection.cards)):
        task, rows = tasks[ticket], projection.journal.get(ticket, [])
        lines = compare_card(task, truth["stages"][str(task["group"])], projection, labour)
        lines += compare_rows(task, rows, labour) + compare_courses(task, rows)
        lines += compare_stage_course(task, rows, titles, first_of, bound)
        found += [f"task {ticket}: {line}" for line in lines]
    return found


def compare_stages(group, truth, stages):
    wanted = [(stage["id"], stage["title"], stage["sort"]) for stage in truth]
    got = [(stage["stage_id"], stage["title"], stage["sort"]) for stage in stages]
    return [] if wanted == got else [f"group {group}: stages are {got}, the portal has {wanted}"]


def compare_card(task, stages, projection, labour):
    got = projection.cards[task["id"]]
    wanted = expected.card(task, stages)
    if labour:
        wanted["spent_minutes"] = expected.spent_minutes(task)
    roles = {stage["stage_id"]: stage["role"] for stage in projection.stages.get(task["group"], [])}
    wanted["role"] = "done" if task["status"] == 5 else roles.get(wanted["stage_id"])
    return [f"{name} is {got[name]!r}, the portal says {value!r}" for name, value in wanted.items() if got[name] != value]


def compare_rows(task, rows, labour):
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
            elif labour:
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


def compare_stage_course(task, rows, titles, first_of, bound):
    wanted = expected.stage_course(task, titles, first_of, bound)
    got = expected.collapsed([(row["at_ms"], row["to_value"]) for row in rows if row["fact"] in ("stage", "created")])
    at = 0
    for step in wanted:
        if at < len(got) and got[at][0] == step.at and (got[at][1] in step.values or not step.values):
            at += 1
        elif step.told and not (at > 0 and got[at - 1][1] in step.values):  # a move to where it stood is none
            return [f"stages: {step} is not told; they went {got}, in the portal {wanted}"]
    return [f"stages: {got[at:]} is too much; they went {got}, in the portal {wanted}"] if at < len(got) else []
