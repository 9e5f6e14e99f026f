"""The oracle against numbers computed by hand from sample.csv and from the rules of the data set."""

import copy
import os
import tempfile
import unittest

import bpi_snapshot
import compare

SAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sample.csv")


def card(xml_id, role, stopper, wia, lu):
    return {"xml_id": xml_id, "role": role, "stopper": stopper, "wia_minutes": wia, "lu_minutes": lu}


def play(*rows):
    """A case whose rows are (minute, activity), as it stands after the last row."""
    result = bpi_snapshot.Card()
    for minute, activity in rows:
        result.apply(minute, activity)
    return result


class SampleByHand(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.cases = bpi_snapshot.read(SAMPLE)

    def at(self, text):
        return bpi_snapshot.snapshot(self.cases, text)

    def test_nothing_before_the_first_row(self):
        empty = {"at": "2011-03-01T08:59:00+01:00", "roles": {}, "stoppers": {}, "stopper_minutes": {}, "cards": []}
        self.assertEqual(self.at("2011-03-01T08:59:00+01:00"), empty)

    def test_the_row_of_the_instant_counts(self):
        self.assertEqual(self.at("2011-03-01T09:00:00+01:00")["cards"], [card("S-001", "intake", None, None, 0)])

    def test_a_stopper_is_open_from_its_row_on(self):
        # S-001: in work since Mar 2 08:00, waits since 08:45
        snapshot = self.at("2011-03-02T09:00:00+01:00")
        self.assertEqual(snapshot["cards"], [card("S-001", "work", "Ждём клиента", 60, 15)])
        self.assertEqual(snapshot["stoppers"], {"Ждём клиента": 1})
        self.assertEqual(snapshot["stopper_minutes"], {"Ждём клиента": 15})

    def test_equal_instants_in_file_order(self):
        # S-002 at 14:20: work, queue, work, verify. S-001 waits for its client to confirm.
        snapshot = self.at("2011-03-05T14:20:00+01:00")
        self.assertEqual(snapshot["roles"], {"verify": 2})
        self.assertEqual(snapshot["cards"][1], card("S-002", "verify", None, 0, 0))

    def test_done_ends_the_cycle_and_hides_the_card(self):
        # S-003 is done since Mar 7; S-004 waits as its first row
        snapshot = self.at("2011-03-08T16:30:00+01:00")
        self.assertEqual(snapshot["roles"], {"done": 1, "intake": 1, "queue": 1, "verify": 1})
        self.assertEqual(snapshot["cards"][-1], card("S-004", "intake", "Ждём клиента", None, 30))

    def test_reopened_to_the_queue_has_no_age_until_work(self):
        self.assertEqual(self.at("2011-03-20T10:00:00+01:00")["cards"][1], card("S-003", "queue", None, None, 60))

    def test_across_the_change_to_summer_time(self):
        # S-006: 01:30 work, 01:59 stopper, 03:01 summer time work: two minutes of waiting
        snapshot = self.at("2011-03-27T03:11:00+02:00")
        self.assertEqual(snapshot["cards"][-1], card("S-006", "work", None, 41, 10))
        self.assertEqual(snapshot["stopper_minutes"]["Ждём поставщика"], 2)

    def test_the_whole_table_at_one_instant(self):
        self.assertEqual(self.at("2011-04-07T00:00:00+02:00"), {
            "at": "2011-04-07T00:00:00+02:00",
            "roles": {"done": 1, "intake": 1, "queue": 2, "triage": 1, "work": 5},
            "stoppers": {"Ждём клиента": 1},
            # S-008: 150 and 30; client: S-001 1530, S-004 60, S-008 10, S-010 2320
            "stopper_minutes": {"Ждём внедрения": 150, "Ждём заказчика": 30, "Ждём клиента": 3920,
                                "Ждём поставщика": 2},
            "cards": [
                card("S-002", "queue", None, 46600, 46599),
                card("S-003", "work", None, 23880, 23880),
                card("S-004", "work", None, 41160, 41160),
                card("S-005", "work", None, 40975, 32340),
                card("S-006", "work", None, 15690, 15659),
                card("S-008", "triage", None, None, 6470),
                card("S-009", "work", None, 3720, 3720),
                card("S-010", "queue", "Ждём клиента", None, 2290),
                card("S-011", "intake", None, None, 990),
            ],
        })

    def test_an_ambiguous_local_time_is_the_earlier_one(self):
        # S-007: 01:50 and 02:30 summer time, 03:00 winter time: 90 minutes of waiting
        snapshot = self.at("2011-11-01T00:00:00+01:00")
        self.assertEqual(snapshot["stopper_minutes"]["Ждём решения"], 90)
        self.assertIn(card("S-007", "work", None, 2830, 2700), snapshot["cards"])


class Rules(unittest.TestCase):
    def test_two_is_intake_until_another_role_was_there(self):
        self.assertEqual(play((0, "2"), (1, "2")).role, "intake")
        self.assertEqual(play((0, "6"), (1, "2")).role, "intake")
        self.assertEqual(play((0, "4"), (1, "2")).role, "queue")

    def test_a_second_stopper_replaces_the_first(self):
        case = play((0, "1"), (1, "6"), (5, "8"), (6, "8"), (7, "12"))
        self.assertEqual((case.stopper, case.stopper_since, case.role, case.last), ("Ждём решения", 5, "work", 7))
        self.assertEqual(case.stopped_at(10), {"Ждём клиента": 4, "Ждём решения": 5})

    def test_a_row_of_the_same_role_clears_the_stopper(self):
        case = play((0, "1"), (1, "6"), (3, "1"))
        self.assertIsNone(case.stopper)
        self.assertEqual(case.stopped, {"Ждём клиента": 2})

    def test_a_stopper_on_a_done_card_leaves_it_done(self):
        case = play((0, "5"), (1, "6"))
        self.assertEqual((case.role, case.stopper), ("done", "Ждём клиента"))

    def test_reopening_begins_a_new_cycle_also_straight_into_work(self):
        self.assertEqual(play((0, "1"), (5, "9"), (9, "1")).work_since, 9)
        self.assertIsNone(play((0, "1"), (5, "9"), (9, "3")).work_since)
        self.assertEqual(play((0, "1"), (5, "3"), (9, "1")).work_since, 0)


class BadInput(unittest.TestCase):
    def refusal(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            with self.assertRaises(bpi_snapshot.WrongFile) as raised:
                bpi_snapshot.read(file.name)
            return str(raised.exception).removeprefix(file.name)

    def test_names_the_line(self):
        head = "CaseID,ActivityID,CompleteTimestamp\n"
        self.assertTrue(self.refusal("").startswith(":1: the columns"))
        self.assertEqual(self.refusal(head + "a,1\n"), ":2: 2 columns instead of 3")
        self.assertEqual(self.refusal(head + "a,1,2011-01-01 10:00:00\na,14,2011-01-01 10:00:00\n"),
                         ":3: unknown activity '14'")
        self.assertTrue(self.refusal(head + "a,1,2011-01-01\n").startswith(":2: time data"))
        self.assertIn("does not exist", self.refusal(head + "a,1,2011-03-27 02:30:00\n"))
        self.assertIn("earlier than", self.refusal(head + "a,1,2011-01-02 10:00:00\na,1,2011-01-01 10:00:00\n"))

    def test_an_instant_needs_an_offset(self):
        with self.assertRaises(ValueError):
            bpi_snapshot.snapshot({}, "2011-01-01T00:00:00")


class Comparison(unittest.TestCase):
    def setUp(self):
        self.expected = bpi_snapshot.snapshot(bpi_snapshot.read(SAMPLE), "2011-04-07T00:00:00+02:00")
        self.actual = copy.deepcopy(self.expected)

    def test_equal(self):
        self.assertEqual(compare.differences(self.expected, self.actual), [])

    def test_every_kind_of_difference_is_named(self):
        self.actual["roles"]["work"] = 6
        self.actual["stopper_minutes"]["Ждём доступ"] = 1
        self.actual["cards"][0]["wia_minutes"] = None
        del self.actual["cards"][1]
        self.assertEqual(compare.differences(self.expected, self.actual), [
            "roles[work]: 5 expected, 6 found",
            "stopper_minutes[Ждём доступ]: None expected, 1 found",
            "card S-002: wia_minutes: 46600 expected, None found",
            f"card S-003: missing; {self.expected['cards'][1]} expected",
        ])

    def test_order_counts(self):
        self.actual["cards"].reverse()
        self.assertEqual(compare.differences(self.expected, self.actual), ["cards: the same, in another order"])


if __name__ == "__main__":
    unittest.main()
