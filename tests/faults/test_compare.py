#!/usr/bin/env python3
"""The suite's own judgement: it finds nothing where nothing is wrong, and every kind of difference where one is planted."""

import copy
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import ages  # noqa: E402
import compare  # noqa: E402
import expected  # noqa: E402
import script  # noqa: E402
from play import Titles  # noqa: E402

STAGES = [{"id": 501, "title": "Новые", "color": "00C4FB", "sort": 100}, {"id": 502, "title": "В работе", "color": "47D1E2", "sort": 200}]
TASK = {"id": 8001, "title": "Принтер", "group": 77, "stage": 502, "status": 3, "priority": 2, "creator": 14, "responsible": 15,
        "created": 1_000, "changed": 9_000, "closed": 0, "deadline": 50_000, "spent": 90, "comments": 1, "crm": ["CO_591"],
        "uf": {"UF_SD_TYPE": ["Аналитика"], "UF_SD_STOPPER": ["Ждём доступ"], "UF_SD_ESTIMATE": ["1.25"]},
        "labour": [{"id": 1, "user": 14, "seconds": 90, "created": 8_000, "start": 7_910, "comment": ""}],
        "history": [[10, 1_000, 14, "NEW", "", ""], [11, 2_000, 15, "STAGE", "Новые", "В работе"],
                    [12, 2_000, 1, "STATUS", "2", "3"], [13, 3_000, 14, "UF_SD_STOPPER", "", "Ждём клиента"],
                    [14, 4_000, 14, "UF_SD_STOPPER", "Ждём клиента", "Ждём доступ"], [15, 5_000, 16, "PRIORITY", "1", "2"],
                    [16, 6_000, 16, "COMMENT", "", "84001"], [17, 8_000, 14, "TIME_SPENT_IN_LOGS", "0", "90"]]}
TRUTH = {"tasks": [TASK], "stages": {"77": STAGES}, "last_history": 17, "now": 10_000}


def journal_row(key, at, order, actor, fact, before, after):
    return {"fact_key": key, "at_ms": at, "tie_order": order, "actor": actor, "source": "person", "fact": fact,
            "from_value": before, "to_value": after, "note": ""}


class Shown:
    """A projection as the product would store it for TRUTH."""

    def __init__(self):
        self.stages = {77: [dict(stage_id=stage["id"], title=stage["title"], sort=stage["sort"], role=role)
                            for stage, role in zip(STAGES, ("intake", "work"))]}
        self.cards = {8001: {
            "group_id": 77, "stage_id": 502, "status": 3, "title": "Принтер", "assignee": 15, "creator": 14, "company": 591,
            "important": 1, "class": "incident", "class_reason": "important", "type": "Аналитика", "stopper": "Ждём доступ",
            "stopper_since_ms": 4_000, "stopper_by": 14, "estimate_minutes": 75, "estimate_invalid": "", "created_ms": 1_000,
            "deadline_ms": 50_000, "closed_ms": None, "comments": 1, "awaiting_check": 0, "role": "work", "spent_minutes": 2,
            "last_update_ms": 8_000, "work_since_ms": 2_000, "done_ms": None, "stopped_before_ms": 1_000, "cycle": 1}}
        self.labour = {1: (8001, 14, 90, 8_000, 7_910)}
        self.journal = {8001: [
            journal_row("h10", 1_000, 10, 14, "created", "", "501"),
            journal_row("otype-a", 1_000, 0, 14, "type", "", "Аналитика"),
            journal_row("oestimate-a", 1_000, 0, 14, "estimate", "", "1.25"),
            journal_row("h11", 2_000, 11, 15, "stage", "501", "502"),
            journal_row("h12", 2_000, 12, 1, "status", "2", "3"),
            journal_row("h13", 3_000, 13, 14, "stopper", "", "Ждём клиента"),
            journal_row("h14", 4_000, 14, 14, "stopper", "Ждём клиента", "Ждём доступ"),
            journal_row("h15", 5_000, 15, 16, "importance", "0", "1"),
            journal_row("h16", 6_000, 16, 16, "comment", "", "84001"),
            journal_row("h17", 8_000, 17, 14, "labour", "0", "90")]}


def titles():
    learned = Titles()
    learned.learn(77, STAGES)
    learned.give_roles(STAGES, ["intake", "work"])
    return learned


def found(shown, truth=None):
    return compare.differences(truth or TRUTH, shown, titles(), [77])


class Judgement(unittest.TestCase):
    def test_nothing_is_wrong(self):
        self.assertEqual(found(Shown()), [])

    def test_every_column_of_a_card_counts(self):
        for column, value in Shown().cards[8001].items():
            shown = Shown()
            shown.cards[8001][column] = "other" if isinstance(value, str) else 77_777
            self.assertTrue(found(shown), column)

    def test_every_row_of_the_history_counts(self):
        for at in range(len(Shown().journal[8001])):
            shown = Shown()
            row = shown.journal[8001].pop(at)
            self.assertTrue(found(shown), row["fact_key"])

    def test_labour_that_was_taken_back_unseen_is_the_only_row_that_may_be_missing(self):
        truth = copy.deepcopy(TRUTH)
        truth["tasks"][0]["history"] += [[18, 9_000, 14, "TIME_SPENT_IN_LOGS", "90", "150"],
                                         [19, 9_500, 14, "TIME_SPENT_IN_LOGS", "150", "90"]]
        self.assertEqual(found(Shown(), truth), [])
        truth["tasks"][0]["history"].pop()
        self.assertEqual(len(found(Shown(), truth)), 1)

    def test_a_row_that_stands_for_nothing(self):
        shown = Shown()
        shown.journal[8001].append(journal_row("h99", 9_000, 99, 14, "title", "", "x"))
        self.assertTrue(found(shown))

    def test_a_stopper_seen_twice(self):
        shown = Shown()
        shown.journal[8001].insert(6, journal_row("ostopper-b", 3_500, 10**15, 0, "stopper", "Ждём клиента", "Ждём доступ"))
        self.assertTrue(found(shown))

    def test_a_move_seen_twice(self):
        shown = Shown()
        shown.journal[8001] += [journal_row("ostage-a", 9_000, 10**15, 0, "stage", "502", "501"),
                                journal_row("ostage-b", 9_100, 10**15, 0, "stage", "501", "502")]
        self.assertTrue(found(shown))

    def test_a_wrong_instant_or_person(self):
        for column, value in (("at_ms", 2_001), ("actor", 99)):
            shown = Shown()
            shown.journal[8001][3][column] = value
            self.assertTrue(found(shown), column)

    def test_a_card_too_many_and_one_too_few(self):
        shown = Shown()
        shown.cards[8002] = dict(shown.cards[8001])
        self.assertEqual(len(found(shown)), 1)
        shown = Shown()
        shown.cards = {}
        self.assertEqual(len(found(shown)), 1)

    def test_a_task_of_another_group_has_no_card(self):
        truth = copy.deepcopy(TRUTH)
        truth["tasks"][0]["group"] = 80
        self.assertEqual(len(found(Shown(), truth)), 2)  # its card and its labour record

    def test_a_stage_that_is_not_the_portals(self):
        shown = Shown()
        shown.stages[77][1]["title"] = "Работа"
        self.assertEqual(len(found(shown)), 1)

    def test_a_stage_of_another_role(self):
        shown = Shown()
        shown.stages[77][1]["role"] = "queue"
        self.assertEqual(len(found(shown)), 1)

    def test_every_value_of_a_labour_record_counts(self):
        for at in range(5):
            shown = Shown()
            record = list(shown.labour[1])
            record[at] += 1
            shown.labour[1] = tuple(record)
            self.assertEqual(len(found(shown)), 1, at)

    def test_a_labour_record_too_many_and_one_too_few(self):
        shown = Shown()
        shown.labour[2] = shown.labour[1]
        self.assertEqual(len(found(shown)), 1)
        shown = Shown()
        shown.labour = {}
        self.assertEqual(len(found(shown)), 1)

    def test_labour_taken_back_unseen_moves_lu_nowhere(self):
        truth = copy.deepcopy(TRUTH)
        truth["tasks"][0]["history"] += [[18, 9_000, 14, "TIME_SPENT_IN_LOGS", "90", "150"],
                                         [19, 9_500, 14, "TIME_SPENT_IN_LOGS", "150", "90"]]
        shown = Shown()
        shown.cards[8001]["last_update_ms"] = 9_500
        self.assertEqual(len(found(shown, truth)), 1)
        shown.journal[8001] += [journal_row("h18", 9_000, 18, 14, "labour", "90", "150"),
                                journal_row("h19", 9_500, 19, 14, "labour", "150", "90")]
        self.assertEqual(found(shown, truth), [])


class Groups(unittest.TestCase):
    """A task that was made in group 78, went to 80, which is not bound, and came into 77."""

    def setUp(self):
        self.task = {"id": 8001, "group": 77, "stage": 502, "created": 1_000, "history": [
            [10, 1_000, 14, "NEW", "", ""], [11, 2_000, 14, "STAGE", "A", "B"], [12, 3_000, 14, "GROUP_ID", "78", "80"],
            [13, 2_500, 14, "STAGE", "Новые", "Сделаны"], [14, 4_000, 14, "GROUP_ID", "80", "77"],
            [15, 5_000, 14, "STAGE", "Новые", "В работе"]]}
        self.titles = titles()
        self.titles.learn(78, [{"id": 601, "title": "A"}, {"id": 602, "title": "B"}])
        self.titles.learn(80, [{"id": 701, "title": "Новые"}, {"id": 702, "title": "Сделаны"}])
        self.rows = [journal_row(*row) for row in (
            ("h10", 1_000, 10, 14, "created", "", "601"), ("h11", 2_000, 11, 14, "stage", "601", "602"),
            ("m12", 3_000, 12, 14, "stage", "", "?Новые"), ("h13", 3_000, 13, 14, "stage", "?Новые", "?Сделаны"),
            ("m14", 4_000, 14, 14, "stage", "", "501"), ("h15", 5_000, 15, 14, "stage", "501", "502"))]

    def found(self):
        return compare.compare_stage_course(self.task, self.rows, self.titles, {77: 501, 78: 601, 80: 701}, [77, 78],
                                            {"501", "502", "601", "602"})

    def test_moves_and_first_stages(self):
        self.assertEqual(self.found(), [])

    def test_the_first_stage_of_a_group_that_is_not_bound_may_be_untold(self):
        self.rows.pop(2)
        self.assertEqual(self.found(), [])

    def test_every_other_move_is_told(self):
        for at in (0, 1, 3, 4, 5):
            row = self.rows.pop(at)
            self.assertEqual(len(self.found()), 1, row["fact_key"])
            self.rows.insert(at, row)

    def test_a_fall_into_the_first_column_counts_as_told_only_from_a_stage_that_is_gone(self):
        fall = journal_row("ostage-a", 9_000, 10**15, 0, "stage", "502", "501")
        self.rows.append(fall)
        self.assertEqual(len(self.found()), 1)
        fall["from_value"] = "509"
        self.assertEqual(self.found(), [])

    def test_a_stage_of_the_wrong_group(self):
        self.rows[1]["to_value"] = "502"
        self.assertEqual(len(self.found()), 1)


class Ages(unittest.TestCase):
    """LU and WIA of one task through the columns new, work (twice) and done; 1 is who the extension writes as."""

    ROLES = {"new": "intake", "work": "work", "more": "work", "done": "done"}

    def ages(self, *rows, now=100, known_from=0, bound_at=0):
        history = [[10, 1, 14, "NEW", "", ""]]
        history += [[11 + at, *row] for at, row in enumerate(rows)]
        stopper = next((row[5] for row in reversed(history) if row[3] == "UF_SD_STOPPER"), "")
        task = {"id": 1, "created": 1, "group": 77, "stage": 0, "status": 2, "priority": 1, "history": history,
                "uf": {"UF_SD_STOPPER": [stopper]}}
        roles = {row[0]: self.ROLES.get(row[5]) for row in history if row[3] == "STAGE"}
        return tuple(ages.ages(task, roles, {1}, now, known_from, bound_at).columns().values())

    def test_a_task_never_taken_into_work_has_no_wia(self):
        self.assertEqual(self.ages((5, 14, "TITLE", "", "x")), (5, None, None, 1, 0))

    def test_wia_runs_from_the_first_work_column_through_the_others(self):
        self.assertEqual(self.ages((5, 14, "STAGE", "new", "work"), (6, 14, "STAGE", "work", "more"),
                                   (7, 14, "STAGE", "more", "new")), (7, 5, None, 1, 0))

    def test_a_column_nobody_can_place_leaves_the_role(self):
        self.assertEqual(self.ages((5, 14, "STAGE", "new", "work"), (6, 14, "STAGE", "work", "done"),
                                   (8, 14, "STAGE", "done", "elsewhere")), (6, 5, 6, 1, 0))

    def test_what_the_extension_writes_is_no_news(self):
        self.assertEqual(self.ages((5, 14, "STAGE", "new", "work"), (6, 1, "STATUS", "2", "3")), (5, 5, None, 1, 0))

    def test_both_stand_still_when_done(self):
        self.assertEqual(self.ages((5, 14, "STAGE", "new", "work"), (7, 14, "STATUS", "2", "5"), (8, 1, "STAGE", "work", "done"),
                                   (9, 14, "TITLE", "", "x")), (7, 5, 7, 1, 0))

    def test_what_was_completed_before_the_binding_is_not_opened_by_moving_it_about(self):
        moved = ((5, 14, "STATUS", "2", "5"), (7, 14, "STAGE", "new", "work"))
        self.assertEqual(self.ages(*moved, bound_at=7), (7, 7, None, 2, 0))
        self.assertEqual(self.ages(*moved, bound_at=8), (5, None, 5, 1, 0))
        pulled_out = ((5, 14, "STATUS", "2", "5"), (6, 14, "STAGE", "new", "done"), (7, 14, "STAGE", "done", "work"))
        self.assertEqual(self.ages(*pulled_out, bound_at=8), (7, 7, None, 2, 0))

    def test_a_card_pulled_out_of_done_in_the_past_is_open_whatever_its_status(self):
        def opened(*rows, bound_at=100):
            task = TASK | {"history": [[1, 1, 14, "NEW", "", ""], *([at + 1, at, 14, field, "", to] for at, field, to in rows)]}
            roles = {0: "intake"} | {at + 1: to for at, field, to in rows if field == "STAGE"}
            return compare.opened_in_the_past(task, roles, bound_at)
        pulled_out = (("STATUS", "5"), ("STAGE", "done"), ("STAGE", "triage"))
        pulled_out = [(at, *row) for at, row in enumerate(pulled_out, 5)]
        self.assertTrue(opened(*pulled_out))
        self.assertFalse(opened(*pulled_out, bound_at=7), "it would have been renewed")
        self.assertFalse(opened(*pulled_out[:2]))
        self.assertFalse(opened(*pulled_out, (20, "STATUS", "5")), "completed once more")
        self.assertFalse(opened(*pulled_out, (20, "STAGE", "done")))
        self.assertTrue(opened(*pulled_out, (20, "STAGE", "work"), bound_at=15))

    def test_reopening_begins_a_new_cycle(self):
        self.assertEqual(self.ages((5, 14, "STAGE", "new", "work"), (7, 14, "STATUS", "2", "5"), (8, 1, "STAGE", "work", "done"),
                                   (20, 14, "STATUS", "5", "2"), (21, 1, "STAGE", "done", "work")), (20, 21, None, 2, 0))
        self.assertEqual(self.ages((5, 14, "STAGE", "new", "work"), (7, 14, "STAGE", "work", "done"), (8, 1, "STATUS", "2", "5"),
                                   (20, 14, "STAGE", "done", "work"), (21, 1, "STATUS", "5", "3")), (20, 20, None, 2, 0))

    def test_what_is_handed_over_for_its_check_goes_on_with_its_cycle(self):
        stopped = ((3, 14, "UF_SD_STOPPER", "", "a"), (10, 14, "STAGE", "new", "work"), (20, 14, "STAGE", "work", "done"))
        self.assertEqual(self.ages(*stopped, (21, 1, "STATUS", "2", "4"), (25, 14, "UF_SD_STOPPER", "a", ""),
                                   (30, 1, "STAGE", "done", "work")), (20, 10, None, 1, 15))
        self.assertEqual(self.ages(*stopped[1:], (21, 1, "STATUS", "2", "5"), (22, 14, "STATUS", "5", "2"), (23, 14, "STATUS", "2", "4"),
                                   (30, 1, "STAGE", "done", "work")), (23, 30, None, 2, 0), "it was done in between")

    def test_a_completed_card_that_is_moved_by_hand_is_open(self):
        self.assertEqual(self.ages((5, 14, "STATUS", "2", "5"), (7, 14, "STAGE", "new", "work")), (7, 7, None, 2, 0))

    def test_our_late_move_does_not_open_a_card_that_was_completed_again(self):
        self.assertEqual(self.ages((5, 14, "STATUS", "2", "5"), (6, 1, "STAGE", "new", "done"), (20, 14, "STATUS", "5", "2"),
                                   (21, 15, "STATUS", "2", "5"), (22, 1, "STAGE", "done", "new"),
                                   (23, 1, "STAGE", "new", "done")), (20, None, 5, 1, 0))

    def test_before_a_task_came_back_nobody_knows_what_we_wrote(self):
        rows = ((5, 14, "STAGE", "new", "work"), (6, 1, "STATUS", "2", "5"), (9, 14, "RENEW", "", ""))
        self.assertEqual(self.ages(*rows), (9, 5, None, 1, 0))
        self.assertEqual(self.ages(*rows, known_from=13), (6, 5, 6, 1, 0))

    def test_stoppers_count_while_work_runs(self):
        self.assertEqual(self.ages((3, 14, "UF_SD_STOPPER", "", "a"), (10, 14, "STAGE", "new", "work"),
                                   (15, 14, "UF_SD_STOPPER", "a", ""), (20, 14, "UF_SD_STOPPER", "", "b")), (20, 10, None, 1, 85))
        self.assertEqual(self.ages((10, 14, "STAGE", "new", "work"), (20, 14, "UF_SD_STOPPER", "", "b"),
                                   (30, 14, "STAGE", "work", "done"), (40, 14, "UF_SD_STOPPER", "b", "")), (30, 10, 30, 1, 10))


class Meanings(unittest.TestCase):
    def test_a_stage_that_appears_means_what_its_left_neighbour_does_but_never_done(self):
        learned = Titles()
        stages = [{"id": at, "title": str(at)} for at in range(1, 6)]
        learned.give_roles(stages[:3], ["intake", "work", "done"])
        learned.learn(77, [stages[0], stages[3], stages[1], stages[2], stages[4]])
        self.assertEqual(learned.roles, {1: "intake", 2: "work", 3: "done", 4: "intake", 5: "work"})


class Away(unittest.TestCase):
    """A completed task that went to group 80, which is not bound, and came back."""

    def found(self, *away, **card):
        history = [[10, 1, 14, "NEW", "", ""], [11, 2, 14, "STAGE", "Новые", "В работе"], [12, 3, 14, "STATUS", "2", "5"],
                   [13, 4, 14, "GROUP_ID", "77", "80"], *away, [20, 9, 14, "GROUP_ID", "80", "77"], [21, 10, 1, "STATUS", "5", "2"]]
        task = TASK | {"stage": 501, "status": 2, "created": 1, "history": history, "uf": {}, "labour": []}
        rows = [journal_row(f"h{row[0]}", row[1], row[0], row[2], "other", "", "") for row in history]
        rows += [journal_row(f"m{row[0]}", row[1], row[0], row[2], "stage", "", "501") for row in history[-2:-1]]
        rows += [journal_row("m13", 4, 13, 14, "stage", "", "?Старая")] if away else []
        shown = {"last_update_ms": 9, "work_since_ms": None, "done_ms": None, "cycle": 2, "stopped_before_ms": 0,
                 "stopper_since_ms": None}
        return compare.compare_ages(task, shown | card, rows, titles(), [77], 50)

    def test_leaving_opens_nothing(self):
        self.assertEqual(self.found(), [])
        self.assertEqual(len(self.found(work_since_ms=4)), 1)

    def test_moving_on_there_does(self):
        moved = [14, 5, 14, "STAGE", "Старая", "Новая"]
        self.assertEqual(self.found(moved, work_since_ms=4), [])
        self.assertTrue(self.found(moved))


class Back(unittest.TestCase):
    def test_tasks_come_back_by_being_restored_and_from_other_groups(self):
        task = {"created": 1, "history": [[10, 1, 14, "NEW", "", ""], [11, 2, 14, "GROUP_ID", "78", "80"],
                                          [12, 3, 14, "GROUP_ID", "80", "77"], [13, 4, 14, "RENEW", "", ""]]}
        self.assertEqual(expected.came_back(task, [77, 78]), [12, 13])


class Rules(unittest.TestCase):
    def test_estimates(self):
        for raw, minutes, refused in (("", None, ""), ("0", 0, ""), ("1.25", 75, ""), ("100.1", 6_006, ""),
                                      ("-2", None, "-2"), ("20000", None, "20000")):
            self.assertEqual(expected.estimate(raw), (minutes, refused))

    def test_classes(self):
        self.assertEqual(expected.classify(2, 60), ("incident", "important"))
        self.assertEqual(expected.classify(1, 60), ("change", "estimate"))
        self.assertEqual(expected.classify(1, 0), ("service", "otherwise"))


class Script(unittest.TestCase):
    def test_the_same_seed_makes_the_same_day(self):
        self.assertEqual(script.day(3), script.day(3))
        self.assertNotEqual(script.day(3), script.day(4))

    def test_a_day_is_long_and_twenty_people_work_in_it(self):
        operations, mishaps = script.day(3)
        self.assertGreater(len(operations), 5_000)
        self.assertEqual(len({operation.user for operation in operations if operation.user in script.USERS}), 20)
        self.assertTrue(any(mishap.kind == "kill" for mishap in mishaps))


if __name__ == "__main__":
    unittest.main()
