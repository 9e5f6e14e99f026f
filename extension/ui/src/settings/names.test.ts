import { describe, expect, it } from "vitest";
import { effect } from "vue";
import type { Answer, Api } from "../api";
import { Names } from "./names";

const people = new Map(Array.from({ length: 450 }, (_, at) => [at + 1, `Человек ${at + 1}`]));
const rows = (ids: readonly number[]) => ids.flatMap((id) => (people.has(id) ? [{ id, name: people.get(id) }] : []));

/** Answers as the service does, and notes what it was asked. */
function service(): { api: Api; asked: string[] } {
  const asked: string[] = [];
  const get = <T>(path: string, parse: (raw: unknown) => T): Promise<Answer<T>> => {
    asked.push(path);
    const query = new URL(path, "http://desk").searchParams;
    if (path.startsWith("/api/settings/names")) return Promise.resolve({ ok: true, value: parse({ found: rows((query.get("ids") ?? "").split(",").map(Number)) }) });
    const from = Number(query.get("from"));
    const most = Number(query.get("most") ?? 50);
    return Promise.resolve({ ok: true, value: parse({ found: rows([...people.keys()].slice(from, from + most)), more: from + most < people.size }) });
  };
  return { api: { get } as unknown as Api, asked };
}
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("names of a big portal", () => {
  it("are asked for once and together, and drawn when they come", async () => {
    const { api, asked } = service();
    const names = new Names(api, (id) => `№ ${id}`);
    const drawn: string[] = [];
    effect(() => drawn.push(`${names.of("people", 17)}, ${names.of("clients", 18)}, ${names.of("people", 999)}`));
    expect(drawn).toEqual(["№ 17, № 18, № 999"]);
    await settled();
    expect(asked).toEqual(["/api/settings/names?kind=people&ids=17,18,999"]);
    expect(drawn.at(-1)).toBe("Человек 17, Человек 18, № 999");
    names.of("people", 999);
    await settled();
    expect(asked.length).toBe(1);
  });

  it("are asked for 200 at a time", async () => {
    const { api, asked } = service();
    const names = new Names(api, (id) => `№ ${id}`);
    for (let id = 1; id <= 450; id += 1) names.of("people", id);
    await settled();
    expect(asked.length).toBe(3);
    expect(names.of("people", 450)).toBe("Человек 450");
  });

  it("come all where all are needed, and those found are known", async () => {
    const { api, asked } = service();
    const names = new Names(api, (id) => `№ ${id}`);
    const first = await names.find("people", "чел ов", 50);
    expect(asked).toEqual(["/api/settings/find?kind=people&text=%D1%87%D0%B5%D0%BB%20%D0%BE%D0%B2&from=50"]);
    expect(first.ok && [first.value.found.length, first.value.more]).toEqual([50, true]);
    expect(names.of("people", 51)).toBe("Человек 51");
    const all = await names.all("people");
    expect(all.ok && all.value.length).toBe(450);
  });
});
