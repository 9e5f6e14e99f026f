"""The product's projection as its SQLite file has it, read-only."""

import sqlite3


def connect(file):
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=20)
    database.row_factory = sqlite3.Row
    return database


class Projection:
    """Of one portal, named by its member_id."""

    def __init__(self, file, member):
        with connect(file) as database:
            database.execute("BEGIN")  # one moment for all tables
            portal = database.execute("SELECT id FROM portal WHERE member_id = ?", (member,)).fetchone()
            self.portal = portal["id"] if portal else None
            self.cards = {row["ticket"]: dict(row) for row in self.rows(database, "card")}
            self.groups = {row["group_id"]: dict(row) for row in self.rows(database, "bound_group")}
            self.stages = {}
            for row in sorted(self.rows(database, "stage"), key=lambda row: row["sort"]):
                self.stages.setdefault(row["group_id"], []).append(dict(row))
            self.journal = {}
            for row in self.rows(database, "journal"):
                self.journal.setdefault(row["ticket"], []).append(dict(row))
            self.labour = {row["labour_id"]: (row["ticket"], row["user_id"], row["seconds"], row["work_ms"], row["created_ms"])
                           for row in self.rows(database, "labour")}
            self.figures = {row["figure"]: row["value"] for row in self.rows(database, "sync_figure")}
        database.close()
        for rows in self.journal.values():
            rows.sort(key=lambda row: (row["at_ms"], row["tie_order"], row["fact_key"]))

    def reconciled_to(self, groups):
        """The instant of the portal's clock up to which every one of the groups is reconciled."""
        return min(self.groups[group]["reconciled_ms"] or 0 if group in self.groups else 0 for group in groups)

    def rows(self, database, table):
        return database.execute(f"SELECT * FROM {table} WHERE portal = ?", (self.portal,)).fetchall()


def inbox_rows(file, state):
    database = connect(file)
    try:
        return [dict(row) for row in database.execute("SELECT kind, object_id, attempts, reason FROM inbox WHERE state = ?",
                                                      (state,))]
    finally:
        database.close()


def counts(file, table, by):
    """How many rows there are of each value of a column."""
    database = connect(file)
    try:
        return dict(tuple(row) for row in database.execute(f"SELECT {by}, COUNT(*) FROM {table} GROUP BY {by}"))
    finally:
        database.close()


WAITING, DONE, SET_ASIDE = 0, 1, 2
