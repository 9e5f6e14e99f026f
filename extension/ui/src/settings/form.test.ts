import { describe, expect, it } from "vitest";
import { afterSave, allChecked, isDirty, left, loaded, merged, moved, onTop, order, withCell, withNewRow, withoutRow, type Form } from "./form";

const row = (title: string, color = "", assignee = 0) => ({ title, color, public_title: "", assignee });
const types = (...titles: string[]): Form => loaded("types", "ru", { version: 3, rows: titles.map((title) => row(title)) });
const plans = (): Form => loaded("employee_plans", "ru", { version: 0, rows: [{ user_id: 7, valid_from: "2026-01-01", minutes: 450 }] });

describe("a form", () => {
  it("is clean as it was loaded and dirty once something differs", () => {
    const form = types("A", "B");
    expect(isDirty(form)).toBe(false);
    expect(isDirty(withCell(form, 1, "title", "C"))).toBe(true);
    expect(isDirty(withCell(withCell(form, 1, "title", "C"), 1, "title", "A"))).toBe(false);
    expect(isDirty(moved(form, 1, 1))).toBe(true);
    expect(isDirty(withoutRow(form, 2))).toBe(true);
  });

  it("shows hours as people type them and sends minutes", () => {
    const form = plans();
    expect(form.rows[0]?.cells["minutes"]).toBe("7,5");
    expect(order(withCell(form, 1, "minutes", "7:20"))).toEqual({ version: 0, rows: [{ user_id: 7, valid_from: "2026-01-01", minutes: 440 }], merged: [] });
  });

  it("says what a renamed entry was", () => {
    expect(order(withCell(types("A", "B"), 2, "title", "C"))).toMatchObject({ rows: [{ title: "A" }, { title: "C", was: "B" }] });
  });

  it("hands the tasks of a merged entry on", () => {
    expect(order(merged(types("A", "B"), 1, "B"))).toMatchObject({ rows: [{ title: "B" }], merged: [{ from: "A", into: "B" }] });
  });

  it("complains about a cell when it is left, and no longer once it is mended", () => {
    const typed = withCell(types("A"), 1, "title", " ");
    expect(typed.wrong.size).toBe(0);
    const complained = left(typed, 1, "title");
    expect(complained.wrong.get("1.title")).toBe("settings.required");
    expect(withCell(complained, 1, "title", "B").wrong.size).toBe(0);
  });

  it("checks everything before it is sent", () => {
    const form = allChecked(withCell(withNewRow(plans(), "2026-02-01"), 2, "minutes", "25"));
    expect([...form.wrong]).toEqual([
      ["2.user_id", "settings.required"],
      ["2.minutes", "settings.range"],
    ]);
  });

  it("puts what the service finds wrong beside its field", () => {
    const refused = afterSave(types("A", "A"), { ok: false, status: 400, code: "settings.wrong", detail: "", said: { wrong: [{ row: 1, field: "title", code: "settings.twice" }] } });
    expect(refused.wrong.get("2.title")).toBe("settings.twice");
  });

  it("keeps what was typed when somebody else was first, and can go on top of it", () => {
    const mine = withCell(types("A"), 1, "title", "Mine");
    const save = { section: "types", group: 0, version: 4, by: 2, at_ms: 5, changes: [{ row: "Theirs", field: "title", before: "A", after: "Theirs" }] };
    const late = afterSave(mine, { ok: false, status: 409, code: "settings.stale", detail: "", said: { meanwhile: [save] } });
    expect(late.meanwhile[0]?.changes[0]?.after).toBe("Theirs");
    expect(late.rows[0]?.cells["title"]).toBe("Mine");
    const top = onTop(late, { version: 4, rows: [row("Theirs")] });
    expect(top.meanwhile).toEqual([]);
    expect(order(top)).toEqual({ version: 4, rows: [row("Mine"), row("Theirs")], merged: [] });
  });

  it("on top of another's save takes over everything I have not touched", () => {
    const mine = withoutRow(withCell(types("A", "B", "C", "D"), 1, "color", "FF0000"), 4);
    const theirs = [row("A", "", 7), row("B", "00FF00"), row("D"), row("New")];
    expect(order(onTop(mine, { version: 4, rows: theirs }))).toEqual({ version: 4, rows: [row("A", "FF0000", 7), row("B", "00FF00"), row("New")], merged: [] });
    const changed = withCell(types("A", "B"), 2, "color", "FF0000");
    expect(order(onTop(changed, { version: 4, rows: [row("A")] }))).toEqual({ version: 4, rows: [row("A"), row("B", "FF0000")], merged: [] });
  });
});
