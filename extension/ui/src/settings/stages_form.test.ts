import { describe, expect, it } from "vitest";
import { parseStages, stageMoved, stagesChecked, stagesDirty, stagesOnTop, stagesOrder, stagesRefused, withNewStage, withoutStage, withStage, type StagesForm } from "./stages_form";

const stage = (id: number, title: string, role: string) => ({ id, title, color: "00C4FB", role, wip_limit: 0, over_limit: "warn", without_estimate: "none", under_stopper: "none" });
const form = (): StagesForm => parseStages({ version: 2, stages: [stage(1, "New", "intake"), stage(2, "Work", "work"), stage(3, "Done", "done")], cards: { "2": 5 } });

describe("stages being edited", () => {
  it("are clean as they were loaded", () => {
    expect(stagesDirty(form())).toBe(false);
    expect(stagesDirty(stageMoved(form(), 1, 1))).toBe(true);
    expect(form().cards.get(2)).toBe(5);
  });

  it("send what was seen and what is wanted", () => {
    const edited = withStage(withNewStage(form()), 4, { title: " Queue ", role: "queue", wip: "5" });
    expect(stagesOrder(edited, 77)).toMatchObject({
      group: 77,
      version: 2,
      seen: [stage(1, "New", "intake"), stage(2, "Work", "work"), stage(3, "Done", "done")],
      stages: [{ id: 1 }, { id: 2 }, { id: 0, title: "Queue", role: "queue", wip_limit: 5 }, { id: 3 }],
      leaving: [],
    });
  });

  it("lead the cards of a stage that goes, and of those that were led there, on", () => {
    const two = withoutStage(withNewStage(form()), 2, 1);
    const three = withoutStage({ ...two, lines: [...two.lines, { ...two.lines[0]!, key: 9, id: 9, role: "work" }] }, 1, 9);
    expect(stagesOrder(three, 77)).toMatchObject({ leaving: [{ stage: 2, to: 9 }, { stage: 1, to: 9 }] });
  });

  it("say which roles are missing and which fields are wrong", () => {
    const wrong = stagesChecked(withStage(withStage(form(), 2, { role: "queue" }), 3, { title: "", wip: "many" }));
    expect(wrong.whole).toEqual(["stages.no_work"]);
    expect([...wrong.wrong]).toEqual([["3.title", "settings.required"], ["3.wip", "settings.range"]]);
  });

  it("on top of another's save keep what I changed and take over the rest", () => {
    const mine = withStage(withoutStage(form(), 2, 1), 1, { title: "Mine" });
    const now = parseStages({ version: 3, stages: [{ ...stage(1, "Theirs", "intake"), wip_limit: 7 }, stage(2, "Doing", "work"), stage(5, "Added", "work"), stage(3, "Done", "done")], cards: {} });
    expect(stagesOrder(stagesOnTop(mine, now), 77)).toMatchObject({
      version: 3,
      seen: [{ id: 1, title: "Theirs" }, { id: 2 }, { id: 5 }, { id: 3 }],
      stages: [{ id: 1, title: "Mine", wip_limit: 7 }, { id: 5 }, { id: 3 }],
      leaving: [{ stage: 2, to: 1 }],
    });
  });

  it("show a refusal beside its field", () => {
    expect(stagesRefused(form(), [{ row: 1, field: "color", code: "settings.color" }, { row: 0, field: "", code: "stages.nowhere" }], [])).toMatchObject({ wrong: new Map([["2.color", "settings.color"]]), whole: ["stages.nowhere"] });
  });
});
