import { Words } from "@shell/words";
import { describe, expect, it } from "vitest";
import { estimateText, followUpMs, localMinute, msOfLocal, withCurrent } from "./field_text";

const ru = new Words("ru");

describe("fields as they are typed", () => {
  it.each([[null, ""], [0, "0"], [90, "1,5"], [80, "1:20"], [5, "0:05"], [600_000, "10000"]])("an estimate of %j minutes", (minutes, text) =>
    expect(estimateText(minutes, ru)).toBe(text),
  );

  it("takes an instant there and back to the minute", () => {
    const at = new Date(2026, 0, 5, 9, 7, 31).getTime();
    expect(localMinute(at)).toBe("2026-01-05T09:07");
    expect(msOfLocal("2026-01-05T09:07")).toBe(new Date(2026, 0, 5, 9, 7).getTime());
    expect(localMinute(null)).toBe("");
    expect(msOfLocal("")).toBeNull();
    expect(msOfLocal("2026-13-45T99:00")).toBeNull();
  });

  it("keeps a value that is in no dictionary selectable", () => {
    expect(withCurrent(["a", "b"], "b")).toEqual(["a", "b"]);
    expect(withCurrent(["a", "b"], "c")).toEqual(["c", "a", "b"]);
    expect(withCurrent(["a"], "")).toEqual(["a"]);
  });

  it("knows the day to come back, as long as the stopper stands for which it was set", () => {
    const row = (atMs: number, to: string) => ({ atMs, by: 17, source: "person", fact: "follow_up", from: "", to, note: "" });
    expect(followUpMs([row(10, "500"), row(20, "700")], 5)).toBe(700);
    expect(followUpMs([row(10, "500")], 15)).toBeNull();
    expect(followUpMs([row(10, "500"), row(20, "")], 5)).toBeNull();
    expect(followUpMs([], null)).toBeNull();
  });
});
