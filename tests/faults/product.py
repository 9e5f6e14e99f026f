"""The product's projection as its database has it."""


class Projection:
    """Of one portal, named by its member_id."""

    def __init__(self, store, member):
        if not member.isalnum():
            raise AssertionError(f"no member_id: {member}")
        tables = ("card", "bound_group", "stage", "journal", "labour", "sync_figure")
        rows = dict(zip(tables, store.select(
            [f"SELECT * FROM {table} WHERE portal = (SELECT id FROM portal WHERE member_id = '{member}')" for table in tables])))
        self.cards = {row["ticket"]: row for row in rows["card"]}
        self.groups = {row["group_id"]: row for row in rows["bound_group"]}
        self.stages = {}
        for row in sorted(rows["stage"], key=lambda row: row["sort"]):
            self.stages.setdefault(row["group_id"], []).append(row)
        self.journal = {}
        for row in rows["journal"]:
            self.journal.setdefault(row["ticket"], []).append(row)
        self.labour = {row["labour_id"]: (row["ticket"], row["user_id"], row["seconds"], row["work_ms"], row["created_ms"])
                       for row in rows["labour"]}
        self.figures = {row["figure"]: row["value"] for row in rows["sync_figure"]}
        for of_ticket in self.journal.values():
            of_ticket.sort(key=lambda row: (row["at_ms"], row["tie_order"], row["fact_key"]))

    def reconciled_to(self, groups):
        """The instant of the portal's clock up to which every one of the groups is reconciled."""
        return min(self.groups[group]["reconciled_ms"] or 0 if group in self.groups else 0 for group in groups)


def inbox_rows(store, state):
    rows, = store.select([f"SELECT kind, object_id, attempts, reason FROM inbox WHERE state = {state}"], inbox=True)
    return rows


def counts(store, table, by, inbox=False):
    """How many rows there are of each value of a column."""
    rows, = store.select([f"SELECT {by}, COUNT(*) AS counted FROM {table} GROUP BY {by}"], inbox)
    return {row[by]: row["counted"] for row in rows}


WAITING, DONE, SET_ASIDE = 0, 1, 2
