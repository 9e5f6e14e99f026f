import { shallowReactive } from "vue";
import type { Answer, Api } from "../api";
import { fields } from "../door";

export interface Named {
  readonly id: number;
  readonly name: string;
}
/** "clients": people from outside; they are named as people are. */
export type NamedKind = "people" | "clients" | "companies";
export interface Found {
  readonly found: readonly Named[];
  readonly more: boolean;
}

const parseNamed = (raw: unknown): readonly Named[] => fields(raw, "names").each("found", (one) => ({ id: one.number("id"), name: one.text("name") }));

const kindOfName = (kind: NamedKind): "people" | "companies" => (kind === "companies" ? "companies" : "people");
const mostAsked = 200;
const wholePage = 1_000;

/** The names of a portal too big to be sent with the page: asked for when something speaks of them, and kept. */
export class Names {
  /** What was read, by kind and id; what draws a name is drawn again when it comes. */
  readonly #known = shallowReactive(new Map<string, string>());
  readonly #asked = new Set<string>();
  #wanted: { readonly kind: "people" | "companies"; readonly id: number }[] = [];

  /** `unnamed`: what stands for a name that is not known, `№ 17`. */
  constructor(
    private readonly api: Api,
    readonly unnamed: (id: number) => string,
  ) {}

  /** The name, or its number until it is known. */
  of(kind: NamedKind, id: number): string {
    const key = `${kindOfName(kind)} ${id}`;
    const name = this.#known.get(key);
    if (name === undefined && !this.#asked.has(key)) {
      this.#asked.add(key);
      // One request for everything a page draws at once.
      if (this.#wanted.length === 0) queueMicrotask(() => void this.#ask());
      this.#wanted.push({ kind: kindOfName(kind), id });
    }
    return name ?? this.unnamed(id);
  }

  /** People dismissed are not found. */
  async find(kind: NamedKind, typed: string, from: number, signal?: AbortSignal): Promise<Answer<Found>> {
    return this.#page(kind, `text=${encodeURIComponent(typed)}&from=${from}`, signal);
  }

  /** All of them, page by page. */
  async all(kind: NamedKind): Promise<Answer<readonly Named[]>> {
    const found: Named[] = [];
    for (;;) {
      const page = await this.#page(kind, `from=${found.length}&most=${wholePage}`);
      if (!page.ok) return page;
      found.push(...page.value.found);
      if (!page.value.more || page.value.found.length === 0) return { ok: true, value: found };
    }
  }

  async #page(kind: NamedKind, query: string, signal?: AbortSignal): Promise<Answer<Found>> {
    const answer = await this.api.get(`/api/settings/find?kind=${kind}&${query}`, (raw) => ({ found: parseNamed(raw), more: fields(raw, "found").flag("more") }), signal);
    if (answer.ok) this.#learn(kindOfName(kind), answer.value.found);
    return answer;
  }

  async #ask(): Promise<void> {
    const wanted = this.#wanted;
    this.#wanted = [];
    for (const kind of ["people", "companies"] as const) {
      const ids = wanted.filter((one) => one.kind === kind).map((one) => one.id);
      for (let at = 0; at < ids.length; at += mostAsked) {
        const answer = await this.api.get(`/api/settings/names?kind=${kind}&ids=${ids.slice(at, at + mostAsked).join()}`, parseNamed);
        if (answer.ok) this.#learn(kind, answer.value);
      }
    }
  }

  #learn(kind: "people" | "companies", found: readonly Named[]): void {
    for (const one of found) this.#known.set(`${kind} ${one.id}`, one.name);
  }
}
