import { describe, expect, it } from "vitest";
import { lastOverride } from "./class_override";
import type { JournalRow } from "./details";

const row = (atMs: number, fact: string, to: string, note = ""): JournalRow => ({ atMs, by: 17, source: "person", fact, from: "", to, note });

describe("lastOverride", () => {
  it("is none where nobody set a class", () => {
    expect(lastOverride([row(1, "stage", "502")], false)).toBeNull();
    expect(lastOverride([row(1, "override", "")], false)).toBeNull();
  });

  it("tells what stands, what was taken back and what its grounds dropped", () => {
    const set = row(1, "override", "incident", "клиент звонит");
    expect(lastOverride([set, row(2, "estimate", "60")], true)).toEqual({ value: "incident", reason: "клиент звонит", by: 17, atMs: 1, dropped: false });
    expect(lastOverride([set, row(2, "override", "")], false)).toMatchObject({ value: "incident", dropped: false });
    expect(lastOverride([set, row(2, "estimate", "60")], false)).toMatchObject({ value: "incident", dropped: true });
    expect(lastOverride([set, row(2, "override", ""), row(3, "override", "change", "договор")], false)).toMatchObject({ value: "change", dropped: true });
  });
});
