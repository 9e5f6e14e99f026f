"""What the product must show, computed from the portal's truth alone (domain.md 2-5, 7, 8). Shares nothing with the
product: no code, no tables. The course of LU and WIA is in ages.py."""

from decimal import ROUND_FLOOR, Decimal

FACTS = {"NEW": "created", "STAGE": "stage", "STATUS": "status", "PRIORITY": "importance", "UF_SD_TYPE": "type",
         "UF_SD_STOPPER": "stopper", "UF_SD_ESTIMATE": "estimate", "RESPONSIBLE_ID": "assignee", "GROUP_ID": "group",
         "COMMENT": "comment", "TIME_SPENT_IN_LOGS": "labour", "DEADLINE": "deadline", "TITLE": "title"}
# Facts whose course is a sequence of values, the field that keeps the present one, and the value of a new task.
COURSES = {"status": "2", "importance": "0", "type": "", "stopper": "", "estimate": ""}


class Row:
    """One row of the portal's task history."""

    def __init__(self, row):
        self.id, self.at, self.user, self.field, self.before, self.after = row
        self.fact = FACTS.get(self.field, "other")


def history(task):
    """In the order of the ids. Where the portal's clock was put back, time stands still instead of running back."""
    rows = [Row(row) for row in sorted(task["history"])]
    for before, row in zip(rows, rows[1:]):
        row.at = max(row.at, before.at)
    return rows


def began(task):
    """When the history begins: the double may cross a second between making a task and noting it."""
    return next((row.at for row in history(task) if row.fact == "created"), task["created"])


def important(priority):
    return "1" if str(priority) == "2" else "0"


def estimate(raw):
    """(whole minutes or None, the raw text when it is refused)"""
    if not raw:
        return None, ""
    hours = Decimal(raw)
    if hours < 0 or hours > 10_000:
        return None, raw
    return int((hours * 60 + Decimal("0.5")).to_integral_value(ROUND_FLOOR)), ""


def classify(priority, minutes):
    if priority == 2:
        return "incident", "important"
    if minutes:
        return "change", "estimate"
    return "service", "otherwise"


def custom(task, name):
    return (task["uf"].get(name) or [""])[0].strip()


def stage_of(task, stages):
    known = [stage["id"] for stage in stages]
    return task["stage"] if task["stage"] in known else known[0]


def card(task, stages):
    """Columns of a card, named and valued as the database has them."""
    minutes, refused = estimate(custom(task, "UF_SD_ESTIMATE"))
    kind, reason = classify(task["priority"], minutes)
    stopper = custom(task, "UF_SD_STOPPER")
    companies = [int(code[3:]) for code in task["crm"] if code.startswith("CO_")]
    since, by = None, 0
    if stopper:
        since, by = began(task), task["creator"]
        for row in history(task):
            if row.fact == "stopper":
                since, by = row.at, row.user
    return {"group_id": task["group"], "stage_id": stage_of(task, stages), "status": task["status"],
            "title": task["title"], "assignee": task["responsible"], "creator": task["creator"],
            "company": companies[0] if companies else 0, "important": int(task["priority"] == 2),
            "class": kind, "class_reason": reason, "type": custom(task, "UF_SD_TYPE"), "stopper": stopper,
            "stopper_since_ms": since, "stopper_by": by, "estimate_minutes": minutes, "estimate_invalid": refused,
            "created_ms": task["created"], "deadline_ms": task["deadline"] or None, "closed_ms": task["closed"] or None,
            "comments": task["comments"], "awaiting_check": int(task["status"] == 4), "spent_minutes": spent_minutes(task)}


def spent_minutes(task):
    return (sum(record["seconds"] for record in task["labour"]) + 30) // 60


def labour(task):
    """id -> (task, person, seconds, the day worked, when it was noted)"""
    return {record["id"]: (task["id"], record["user"], record["seconds"], record["created"], record["start"])
            for record in task["labour"]}


def course(task, fact):
    """[(instant, value)] from the task's creation to now; changes only."""
    rows = [row for row in history(task) if row.fact == fact]
    value_of = important if fact == "importance" else str.strip
    now = {"status": str(task["status"]), "importance": important(task["priority"]), "type": custom(task, "UF_SD_TYPE"),
           "stopper": custom(task, "UF_SD_STOPPER"), "estimate": custom(task, "UF_SD_ESTIMATE")}[fact]
    values = [(began(task), value_of(rows[0].before) if rows else now)]
    values += [(row.at, value_of(row.after)) for row in rows]
    if values[-1][1] != now:
        raise AssertionError(f"task {task['id']}: the double's own history ends at another {fact} than its task")
    return collapsed(values)


def came_back(task, bound):
    """Ids of the rows with which the task was restored or came back from a group that is not bound."""
    return [row.id for row in history(task)
            if row.field == "RENEW" or (row.fact == "group" and int(row.before or 0) not in bound)]


def roles(task, titles, bound):
    """Row id (0: creation) -> what the column means that the task came into with it; None: a column of a group that is
    not bound, or a title of none or of several meanings."""
    def meaning(group, title):
        meant = {titles.roles.get(stage) for stage in titles.stages(group, title)} if group in bound else set()
        return meant.pop() if len(meant) == 1 else None

    moves = [row for row in history(task) if row.fact in ("stage", "group")]
    left = next((row for row in moves if row.fact == "group"), None)
    group = int(left.before or 0) if left else task["group"]
    found = {0: meaning(group, moves[0].before) if moves and moves[0].fact == "stage" else None}
    for row in moves:
        if row.fact == "group":
            group = int(row.after or 0)
        found[row.id] = meaning(group, row.after) if row.fact == "stage" else "intake" if group in bound else None
    return found


def collapsed(values):
    out = []
    for at, value in values:
        if not out or out[-1][1] != value:
            out.append((at, value))
    return out


class Step:
    """One stage in the course of a task: any of `values`, as the journal writes them. A step that the portal does not
    tell of may be missing (`told` False)."""

    def __init__(self, at, values, told=True):
        self.at, self.values, self.told = at, set(values), told

    def __repr__(self):
        return f"({self.at}, {'|'.join(sorted(self.values)) or 'anything'}{'' if self.told else ', untold'})"


def stage_course(task, titles, first_of, bound):
    """Creation, moves, and the first column of each group the task came into. `first_of`: group -> its first stage."""
    rows = [row for row in history(task) if row.fact in ("stage", "group")]
    group = int(rows[0].before or 0) if rows and rows[0].fact == "group" else None
    if group is None:
        later = next((row for row in rows if row.fact == "group"), None)
        group = int(later.before or 0) if later else task["group"]

    def called(title):
        return {str(stage) for stage in titles.stages(group, title)} | {f"?{title}"}

    if not rows:
        course_ = [Step(began(task), {str(task["stage"] or first_of[group])})]
    elif rows[0].fact == "stage":
        course_ = [Step(began(task), called(rows[0].before))]
    else:
        course_ = [Step(began(task), (), told=False)]  # it left before anybody moved it
    for row in rows:
        if row.fact == "stage":
            course_.append(Step(row.at, called(row.after)))
            continue
        group = int(row.after or 0)
        if group in bound:
            course_.append(Step(row.at, {str(first_of[group])}))
        else:
            course_.append(Step(row.at, {f"?{title}" for title in titles.of.get(group, {})}, told=False))
    return course_
