import { expect, test } from "vitest";
import { keyOf, openLink } from "./link";

const answer = (status: number, body: string) => async () => new Response(body, { status });

test("the key is what stands behind the sign", () => {
  expect(keyOf("#abc-_1")).toBe("abc-_1");
  expect(keyOf("# ")).toBe("");
  expect(keyOf("")).toBe("");
});

test("the key travels in the body alone", async () => {
  const asked: { path: string; body: unknown }[] = [];
  const opened = await openLink("geheim", "ru", async (path, init) => {
    asked.push({ path, body: JSON.parse(String(init.body)) });
    return new Response('{"session":"s","name":"Анна"}');
  });
  expect(asked).toEqual([{ path: "/api/client/link", body: { token: "geheim", lang: "ru" } }]);
  expect(opened).toEqual({ ok: true, session: "s", name: "Анна" });
});

test("what is refused says why", async () => {
  expect(await openLink("x", "en", answer(403, '{"error":"link.invalid","kind":"permission_denied"}'))).toEqual({ ok: false, code: "link.invalid" });
  expect(await openLink("x", "en", answer(429, "<html>"))).toEqual({ ok: false, code: "link.too_often" });
  expect(await openLink("x", "en", answer(502, "<html>"))).toEqual({ ok: false, code: "answer.bad" });
  expect(await openLink("x", "en", answer(200, "{}"))).toEqual({ ok: false, code: "answer.bad" });
  expect(await openLink("x", "en", () => Promise.reject(new TypeError("failed to fetch")))).toEqual({ ok: false, code: "network" });
});
