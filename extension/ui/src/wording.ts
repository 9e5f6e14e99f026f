import type { Lang } from "./bootstrap";

export type Args = Readonly<Record<string, string | number>>;
export type Table = Readonly<Record<string, string>>;

/** The interface's words in one language. Texts live in manifests/translations; a missing key shows itself. */
export class Wording {
  readonly #table: Table;
  readonly #plural: Intl.PluralRules;
  readonly #number: Intl.NumberFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #moment: Intl.DateTimeFormat;
  readonly #clock: Intl.DateTimeFormat;

  constructor(
    readonly lang: Lang,
    table: Table,
  ) {
    this.#table = table;
    this.#plural = new Intl.PluralRules(lang);
    this.#number = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 });
    this.#day = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short" });
    // "09:05" in Russian, "9:05 AM" in English.
    const clock = { hour: lang === "ru" ? "2-digit" : "numeric", minute: "2-digit" } as const;
    this.#moment = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", ...clock });
    this.#clock = new Intl.DateTimeFormat(lang, clock);
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#table, key);
  }

  t(key: string, args: Args = {}): string {
    const pattern = Object.hasOwn(this.#table, key) ? this.#table[key] : undefined;
    if (pattern === undefined) return key;
    return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = args[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? this.number(value) : value;
    });
  }

  /** "1 заявка", "2 заявки", "5 заявок": the form by the language's own rule, `{count}` filled in. */
  count(key: string, count: number, args: Args = {}): string {
    const form = `${key}.${this.#plural.select(count)}`;
    return this.t(this.has(form) ? form : `${key}.other`, { ...args, count });
  }

  number(value: number): string {
    return this.#number.format(value);
  }

  day(ms: number): string {
    return this.#day.format(ms);
  }

  /** "31 янв. 2026 г." for 2026-01-31, whatever zone the browser is in; another text as it is. */
  date(day: string): string {
    const ms = Date.parse(`${day}T00:00:00Z`);
    return Number.isNaN(ms) ? day : new Intl.DateTimeFormat(this.lang, { dateStyle: "medium", timeZone: "UTC" }).format(ms);
  }

  moment(ms: number): string {
    return this.#moment.format(ms);
  }

  /** "12:40" for an instant of today, with its date otherwise. */
  time(ms: number, nowMs: number): string {
    return this.day(ms) === this.day(nowMs) && Math.abs(nowMs - ms) < 86_400_000 ? this.#clock.format(ms) : this.moment(ms);
  }
}
