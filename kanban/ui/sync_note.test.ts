import { Words } from "@shell/words";
import { describe, expect, it } from "vitest";
import { nothingToSay, parseSyncNote, syncLine } from "./sync_note";

const ru = new Words("ru");
const at = Date.UTC(2026, 4, 1, 9, 40);

describe("parseSyncNote", () => {
  it("takes an answer without a note for one with nothing to say", () => expect(parseSyncNote(undefined)).toEqual(nothingToSay));

  it("refuses a note that is none", () => expect(() => parseSyncNote({ outage_ms: "x", done: 0, planned: 0 })).toThrow("sync.outage_ms"));
});

describe("syncLine", () => {
  it("is silent on a board that is what the portal has", () => expect(syncLine(nothingToSay, at + 3 * 86_400_000, ru)).toBeNull());

  it("says since when the portal is away and how old the board is", () => {
    const line = syncLine({ ...nothingToSay, outageMs: at, asOfMs: at - 60_000 }, at + 3 * 86_400_000, ru);
    expect(line?.tone).toBe("warn");
    expect(line?.text).toBe(`Портал не отвечает с ${ru.moment(at)}. Доска показывает состояние на ${ru.moment(at - 60_000)}.`);
  });

  it("says what is not there yet while the past is read", () => {
    const line = syncLine({ ...nothingToSay, filling: "closed", done: 1_200, planned: 5_000 }, at + 3 * 86_400_000, ru);
    expect(line?.tone).toBe("calm");
    expect(line?.text).toMatch(/^Ещё читается: закрытые задачи, 1.200 из 5.000\. Открытые заявки уже верны/);
  });

  it("does without a count before anything is planned", () => {
    expect(syncLine({ ...nothingToSay, filling: "open" }, at + 3 * 86_400_000, ru)?.text).toBe("Ещё читается: открытые задачи. Не все открытые заявки уже на доске.");
  });

  it("puts an outage before an unfinished reading", () => {
    expect(syncLine({ ...nothingToSay, filling: "open", outageMs: at }, at + 3 * 86_400_000, ru)?.tone).toBe("warn");
  });
});
