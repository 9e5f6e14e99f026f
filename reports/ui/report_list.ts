import { fields, flag, listOf, text } from "@shell/door";

export const filterNames = ["group", "user", "company", "class", "type", "step"] as const;
export type FilterName = (typeof filterNames)[number];

export interface Choice {
  readonly value: string;
  readonly title: string;
}
export interface ReportEntry {
  readonly name: string;
  readonly filters: ReadonlySet<string>;
}
/** What the visitor may see, and what his filters can be set to. */
export interface ReportList {
  readonly nowMs: number;
  readonly reports: readonly ReportEntry[];
  readonly groups: readonly Choice[];
  readonly users: readonly Choice[];
  readonly companies: readonly Choice[];
  readonly types: readonly Choice[];
  /** Whether he is told of each past month; null: it is not offered to him. */
  readonly monthly: boolean | null;
}

function parseNamed(raw: unknown): Choice {
  const one = fields(raw, "choice");
  return { value: String(one.number("id")), title: one.text("name") };
}

/** Throws BadAnswer. */
export function parseReportList(raw: unknown): ReportList {
  const root = fields(raw, "reports");
  const named = (key: string): readonly Choice[] => root.orNull(key, listOf(parseNamed)) ?? [];
  return {
    nowMs: root.number("now_ms"),
    reports: root.each("reports", (one) => ({ name: one.text("name"), filters: new Set(one.list("filters", text)) })),
    groups: named("groups"),
    users: named("users"),
    companies: named("companies"),
    types: (root.orNull("types", listOf(text)) ?? []).map((type) => ({ value: type, title: type })),
    monthly: root.orNull("monthly", flag),
  };
}

/** The reports by what they are asked for; one this page does not know yet stands under the last. */
export const purposes = [
  { key: "plan", reports: ["plan-employees", "plan-clients", "load", "estimates"] },
  { key: "clients", reports: ["ratings"] },
  { key: "flow", reports: ["board", "group", "flow", "times", "throughput", "ageing"] },
  { key: "stuck", reports: ["stoppers", "forgotten"] },
  { key: "ahead", reports: ["forecast"] },
] as const;

export interface Purpose {
  readonly key: string;
  readonly reports: readonly ReportEntry[];
}

export function byPurpose(all: readonly ReportEntry[]): readonly Purpose[] {
  const known = new Set<string>(purposes.flatMap((purpose) => [...purpose.reports]));
  const found = purposes.map(({ key, reports }) => ({
    key: key as string,
    reports: reports.flatMap((name) => all.filter((one) => one.name === name)),
  }));
  return [...found, { key: "other", reports: all.filter((one) => !known.has(one.name)) }].filter((purpose) => purpose.reports.length > 0);
}
