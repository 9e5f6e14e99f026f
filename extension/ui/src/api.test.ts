import { describe, expect, it } from "vitest";
import { Api, type Fetch } from "./api";
import { fields } from "./door";
import { Session } from "./session";

const parse = (raw: unknown): number => fields(raw, "answer").number("n");
const answer = (status: number, body: string): Response => new Response(body, { status });
const expired = (): Response => answer(401, '{"error":"session.expired","kind":"auth"}');

/** An Api over scripted responses; tells which keys were sent. */
function scripted(responses: readonly (() => Response | Promise<Response>)[], renewed: string | null = "fresh") {
  const sent: (string | null)[] = [];
  let renewals = 0;
  const left = [...responses];
  const fetch: Fetch = async (_, init) => {
    sent.push(new Headers(init.headers).get("authorization"));
    return (left.shift() ?? expired)();
  };
  const session = new Session("old", async () => {
    renewals += 1;
    return renewed;
  });
  return { api: new Api(session, fetch), sent, renewals: () => renewals };
}

describe("Api", () => {
  it("sends the session and parses", async () => {
    const { api, sent } = scripted([() => answer(200, '{"n":5}')]);
    expect(await api.get("/api/x", parse)).toEqual({ ok: true, value: 5 });
    expect(sent).toEqual(["Bearer old"]);
  });

  it("renews an expired session once and repeats", async () => {
    const { api, sent } = scripted([expired, () => answer(200, '{"n":5}')]);
    expect((await api.post("/api/x", {}, parse)).ok).toBe(true);
    expect(sent).toEqual(["Bearer old", "Bearer fresh"]);
  });

  it("renews once for calls that run out together", async () => {
    const { api, renewals } = scripted([expired, expired, () => answer(200, '{"n":1}'), () => answer(200, '{"n":2}')]);
    const answers = await Promise.all([api.get("/a", parse), api.get("/b", parse)]);
    expect(answers.every((one) => one.ok)).toBe(true);
    expect(renewals()).toBe(1);
  });

  it("gives up when there is no fresh session, and does not ask for ever", async () => {
    expect(await scripted([expired], null).api.get("/api/x", parse)).toMatchObject({ ok: false, code: "session.expired" });
    const { api, sent } = scripted([expired, expired]);
    expect(await api.get("/api/x", parse)).toMatchObject({ ok: false, code: "session.expired" });
    expect(sent.length).toBe(2);
  });

  it.each([
    ["a refusal", () => answer(403, '{"error":"portal.refused","detail":"нет прав"}'), { status: 403, code: "portal.refused", detail: "нет прав" }],
    ["a page of a proxy", () => answer(502, "<html>"), { status: 502, code: "http.502", detail: "" }],
    ["an answer of another shape", () => answer(200, '{"m":1}'), { status: 200, code: "answer.bad" }],
    ["half an answer", () => answer(200, '{"n":'), { status: 200, code: "answer.bad" }],
    ["no service", () => Promise.reject(new TypeError("failed")), { status: 0, code: "network" }],
  ])("turns %s into a value", async (_, response, expected) => {
    expect(await scripted([response]).api.get("/api/x", parse)).toMatchObject({ ok: false, ...expected });
  });
});
