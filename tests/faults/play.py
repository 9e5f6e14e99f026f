"""Plays a scripted day against a world: people's changes through the doubles' pages, mishaps in between."""

import http.client

from portal import Refused, until
from script import ADMINS, BOUND, ROLES, UNBOUND, USERS
from world import PATIENCE_S, client_of


class Titles:
    """Every title a group's stages ever had: group -> title -> stage ids. And what each stage means: stage id -> role,
    since when: the groups were bound at one of these instants or between them."""

    def __init__(self):
        self.of, self.roles, self.bound = {}, {}, (0, 0)

    def learn(self, group, stages):
        for stage in stages:
            self.of.setdefault(group, {}).setdefault(stage["title"], set()).add(stage["id"])
        if not any(stage["id"] in self.roles for stage in stages):
            return  # nobody has given this group's stages a meaning
        left = "intake"
        for stage in stages:  # one that appears means what its neighbour to the left does, but never done (domain.md 2)
            role = self.roles.setdefault(stage["id"], left)
            left = left if role == "done" else role

    def give_roles(self, stages, roles):
        self.roles |= {stage["id"]: role for stage, role in zip(stages, roles, strict=True)}

    def stages(self, group, title):
        return self.of.get(group, {}).get(title, set())


class Play:
    def __init__(self, world, say):
        self.world, self.say = world, say
        self.tasks = [[] for _ in world.portals]  # ids by ordinal; None: the portal refused it
        self.records = [{} for _ in world.portals]  # labour records by ordinal
        self.stages = [{} for _ in world.portals]  # ids by group, in order
        self.titles = [Titles() for _ in world.portals]
        self.installed = [set() for _ in world.portals]  # stages that are there when the day begins
        self.accepted, self.refused = {}, {}

    def prepare(self):
        """Groups with all twenty people in them, the application installed, stages known."""
        for at, portal in enumerate(self.world.portals):
            for group in BOUND:
                portal.act(1, "sonet_group.user.add", {"GROUP_ID": group, "USER_ID": USERS + ADMINS})
            made = portal.act(1, "sonet_group.create", {"NAME": "Не наша", "VISIBLE": "Y", "OPENED": "Y"})
            if int(made) != UNBOUND:
                raise AssertionError(f"the double made group {made}, not {UNBOUND}")
            portal.act(1, "sonet_group.user.add", {"GROUP_ID": UNBOUND, "USER_ID": USERS})
            self.look_at_stages(at)
            self.world.register(portal)
            begun = portal.control("clock")["now_ms"]
            self.world.install(portal, rename_stages=True)
            self.titles[at].bound = (begun, portal.control("clock")["now_ms"])
            self.look_at_stages(at)
            for group in BOUND:
                stages = portal.truth()["stages"][str(group)]
                self.titles[at].give_roles(stages, ROLES)
                self.installed[at] |= {stage["id"] for stage in stages}

    def look_at_stages(self, at):
        for group, stages in self.world.portals[at].truth()["stages"].items():
            self.titles[at].learn(int(group), stages)
            self.stages[at][int(group)] = [stage["id"] for stage in stages]

    def run(self, operations, mishaps):
        waiting = list(mishaps)
        for at, operation in enumerate(operations):
            while waiting and waiting[0].at <= at:
                self.happen(waiting.pop(0))
            if at % 50 == 0:
                self.world.desk.revive()
            self.do(operation)
        for mishap in waiting:
            self.happen(mishap)

    def do(self, operation):
        portal = self.world.portals[operation.portal]
        if operation.kind == "stage_delete":
            self.empty_stage(operation)
        try:
            method, params = self.call(operation)
            if method is None:
                self.refused["no task"] = self.refused.get("no task", 0) + 1
                return
            if method == "restore":
                result = portal.control("restore", {"user": operation.user} | params)
            else:
                user = ADMINS[0] if operation.kind == "stage_delete" else operation.user
                result = portal.act(user, method, params, operation.after_ms)
        except Refused as refusal:
            if operation.kind == "create":
                self.tasks[operation.portal].append(None)
            key = f"{operation.kind}: {refusal.code}"
            self.refused[key] = self.refused.get(key, 0) + 1
            return
        self.accepted[operation.kind] = self.accepted.get(operation.kind, 0) + 1
        if operation.kind == "create":
            self.tasks[operation.portal].append(int(result["task"]["id"]))
        elif operation.kind == "labour_add":
            self.records[operation.portal][operation.args["record"]] = int(result)
        elif operation.kind in ("stage_rename", "stage_add", "stage_delete"):
            self.look_at_stages(operation.portal)

    def call(self, operation):
        at, kind, args = operation.portal, operation.kind, operation.args
        if kind == "create":
            return "tasks.task.add", args
        if kind == "stage_rename":
            stages = self.stages[at][args["group"]]
            return "task.stages.update", {"id": stages[args["stage"] % len(stages)], "fields": {"TITLE": args["title"]},
                                          "isAdmin": "Y"}
        if kind == "stage_add":
            stages = self.stages[at][args["group"]]
            return "task.stages.add", {"fields": {"TITLE": args["title"], "COLOR": "9DCF00", "ENTITY_ID": args["group"],
                                                  "AFTER_ID": stages[args["stage"] % len(stages)]}, "isAdmin": "Y"}
        if kind == "stage_delete":
            stage = self.deletable(operation)
            return ("task.stages.delete", {"id": stage, "isAdmin": "Y"}) if stage else (None, None)
        task = self.tasks[at][operation.task]
        if task is None:
            return None, None
        if kind == "stage":
            return self.move(at, task, args)
        if kind == "status":
            return f"tasks.task.{args['step']}", {"taskId": task}
        if kind == "comment":
            return "task.commentitem.add", {"TASKID": task, "FIELDS": {"POST_MESSAGE": args["text"]}}
        if kind == "labour_add":
            return "task.elapseditem.add", {"TASKID": task, "ARFIELDS": {"SECONDS": args["seconds"], "COMMENT_TEXT": "Работа"}}
        if kind in ("labour_edit", "labour_delete"):
            record = self.records[at].get(args["record"])
            if record is None:
                return None, None
            if kind == "labour_delete":
                return "task.elapseditem.delete", {"TASKID": task, "ITEMID": record}
            return "task.elapseditem.update", {"TASKID": task, "ITEMID": record, "ARFIELDS": {"SECONDS": args["seconds"]}}
        if kind == "delete":
            return "tasks.task.delete", {"taskId": task}
        if kind == "restore":
            return "restore", {"task": task}
        return "tasks.task.update", {"taskId": task, "fields": args}

    def deletable(self, operation):
        """A stage that was added in the day; those of the installation stay. None: there is none."""
        added = [stage for stage in self.stages[operation.portal][operation.args["group"]]
                 if stage not in self.installed[operation.portal]]
        return added[operation.args["stage"] % len(added)] if added else None

    def empty_stage(self, operation):
        """Whoever deletes a stage moves its cards to another one first."""
        portal, stage = self.world.portals[operation.portal], self.deletable(operation)
        if not stage:
            return
        others = [other for other in self.stages[operation.portal][operation.args["group"]] if other != stage]
        to = others[operation.args["to"] % len(others)]
        for task in portal.truth()["tasks"]:
            if task["stage"] == stage:
                portal.act(operation.user, "task.stages.movetask", {"id": task["id"], "stageId": to})
                self.accepted["stage"] = self.accepted.get("stage", 0) + 1

    def move(self, at, task, args):
        # The column is the args["stage"]-th of the group the task is in now; only the portal knows which.
        row = self.world.portals[at].act(1, "tasks.task.get", {"taskId": task, "select": ["ID", "GROUP_ID"]})
        if not row:
            return None, None
        stages = self.stages[at].get(int(row["task"]["groupId"]), [])
        if not stages:
            return None, None
        stage = stages[args["stage"] % len(stages)]
        if args["by_update"]:
            return "tasks.task.update", {"taskId": task, "fields": {"STAGE_ID": stage}}
        return "task.stages.movetask", {"id": task, "stageId": stage}

    def happen(self, mishap):
        args = dict(mishap.args)
        portal = self.world.portals[args.pop("portal")] if "portal" in args else None
        desk, store = self.world.desk, self.world.store
        self.say(f"before {mishap.at}: {mishap.kind} {mishap.args}")
        if mishap.kind == "kill":
            desk.kill()
        elif mishap.kind == "start":
            desk.start()
        elif mishap.kind == "events":
            portal.control("events", args)
        elif mishap.kind == "restart":
            portal.restart(**args)
        elif mishap.kind == "dice":
            portal.control("faults", {"rate": args})
        elif mishap.kind == "calm":
            portal.control("faults", {"clear": True})
        elif mishap.kind == "burst":
            portal.control("faults", {"method": "*", "kind": args["fault"], "count": args["count"], "ms": 200})
        elif mishap.kind == "expire":
            portal.control("tokens", {"expire": True})
        elif mishap.kind == "revoke":
            portal.control("tokens", {"revoke": args["user"]})
        elif mishap.kind == "open":
            self.open(portal, args["user"])
        elif mishap.kind == "busy":
            self.world.locks.append(store.hold_lock(**args))
        elif mishap.kind == "disk_full":
            store.fail(desk.pid)
        elif mishap.kind == "disk_free":
            store.recover(desk.pid)
        elif mishap.kind == "jump":
            portal.control("clock", {"jump_ms": args["ms"]})
        elif mishap.kind == "rename":
            portal.rename()
        elif mishap.kind == "reinstall":
            self.reinstall(portal, args["removed"])
        else:
            raise AssertionError(f"no mishap is called {mishap.kind}")

    def open(self, portal, user):
        """A person opens a page of the application; the service may be down or refuse."""
        try:
            portal.open_page(user)
        except (OSError, http.client.HTTPException, Refused) as failure:
            self.say(f"a page opened by {user}: {failure}")

    def reinstall(self, portal, removed):
        """An administrator does it on a day when everything else works: the mishaps of this portal end."""
        portal.control("faults", {"clear": True})
        self.world.store.recover(self.world.desk.pid)
        self.world.desk.start()
        self.world.desk.wait()
        if removed:
            portal.control("app/uninstall", {"client_id": client_of(portal), "clean": 0})
        self.world.register(portal, reinstall=True)
        self.world.install(portal, rename_stages=False)
        self.look_at_stages(self.world.portals.index(portal))

    def calm_down(self):
        """Faults off: what an operator and two administrators would put right."""
        desk = self.world.desk
        self.world.settle_locks()
        self.world.store.recover(desk.pid)
        for portal in self.world.portals:
            portal.control("faults", {"clear": True})
            portal.control("events", {"drop": 0, "duplicate": 0, "reorder": False, "delay_ms": 0})
        desk.start()
        desk.wait()
        for portal in self.world.portals:
            for user in ADMINS:  # whoever meets an error page, of a portal that was ill a moment ago, opens it again
                until("an administrator's page", lambda user=user, portal=portal: portal.open_page(user), PATIENCE_S)
