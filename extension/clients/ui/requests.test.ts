import { describe, expect, it } from "vitest";
import { marked, parseCreated, parseForm, parseOne, parsePage, parseSimilar } from "./requests";

const request = {
  number: 5, title: "Печать", step: "work", type: "", waits: { text: "", for_you: true }, estimate: { minutes: 90, agreed: false, reason: "Новый отчёт" },
  deadline_ms: null, created_ms: 1, changed_ms: 2, own: true, author: "", answers: "", unread: true,
};

describe("a client's requests", () => {
  it("are read as the service writes them", () => {
    const page = parsePage({ now_ms: 9, company: "Ромашка", requests: [request], more: false });
    expect(page.requests[0]).toEqual({
      number: 5, title: "Печать", step: "work", type: "", waits: { text: "", forYou: true }, estimate: { minutes: 90, agreed: false, reason: "Новый отчёт" },
      deadlineMs: null, createdMs: 1, changedMs: 2, own: true, author: "", answers: "", unread: true,
    });
  });

  it("are refused with a stage nobody knows", () => {
    expect(() => parsePage({ now_ms: 9, company: "", requests: [{ ...request, step: "secret" }], more: false })).toThrow("step");
  });

  it("come without words while the portal is silent", () => {
    const one = parseOne({ now_ms: 9, request, line: ["received", "work", "done"], steps: [{ step: "work", from_ms: 1, to_ms: null }], talk: null, rating: { stars: 0, words: "", open: true }, may_reopen: false });
    expect(one.rating).toEqual({ stars: 0, words: "", open: true });
    expect(one.mayReopen).toBe(false);
    expect(one.talk).toBeNull();
    expect(one.steps).toEqual([{ step: "work", fromMs: 1, toMs: null }]);
  });
});

describe("a new request", () => {
  it("is offered what the settings say", () => {
    const form = parseForm({ may_be_important: true, templates: [{ name: "Принтер", title: "Не печатает", body: "" }] });
    expect(form).toEqual({ mayBeImportant: true, templates: [{ name: "Принтер", title: "Не печатает", body: "" }] });
    expect(() => parseForm({ may_be_important: true, templates: [{ name: "Принтер" }] })).toThrow("title");
  });

  it("is told which are alike, and its number", () => {
    expect(parseSimilar({ requests: [request] }).map((one) => one.number)).toEqual([5]);
    expect(parseCreated({ number: 7 })).toBe(7);
    expect(() => parseCreated({})).toThrow("number");
  });
});

describe("the line of stages", () => {
  it("says what is behind, what is now and what is ahead", () => {
    expect(marked(["received", "work", "done"], "work").map((one) => one.mark)).toEqual(["past", "now", "ahead"]);
    expect(marked(["received", "work", "done"], "received").map((one) => one.mark)).toEqual(["now", "ahead", "ahead"]);
  });
});
