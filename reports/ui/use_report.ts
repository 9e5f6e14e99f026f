import type { Api } from "@shell/api";
import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from "vue";
import type { Question } from "./question";
import type { Report } from "./report";
import { loadReport, loadReportList } from "./report_api";
import type { Choice, ReportList } from "./report_list";

export interface Failure {
  readonly code: string;
  readonly detail: string;
}
export interface OpenReport {
  readonly list: Readonly<ShallowRef<ReportList | null>>;
  readonly report: Readonly<ShallowRef<Report | null>>;
  /** Of the list or of the report, whichever failed last. */
  readonly failure: Readonly<ShallowRef<Failure | null>>;
  readonly busy: Readonly<ShallowRef<boolean>>;
  /** The filters the asked report has. */
  readonly known: ComputedRef<ReadonlySet<string>>;
  /** What a filter can be set to: from the list, and whoever a report has named so far. */
  readonly choices: Readonly<ShallowRef<{ readonly user: readonly Choice[]; readonly company: readonly Choice[]; readonly type: readonly Choice[] }>>;
  open(): Promise<void>;
  ask(question: Question): Promise<void>;
}

/** The list of reports and the one that is shown, for the life of one page. */
export function useReport(api: Api): OpenReport {
  const list = shallowRef<ReportList | null>(null);
  const report = shallowRef<Report | null>(null);
  const failure = shallowRef<Failure | null>(null);
  const busy = shallowRef(false);
  const asked = shallowRef("");
  const choices = shallowRef<OpenReport["choices"]["value"]>({ user: [], company: [], type: [] });
  let asking = new AbortController();

  const known = computed<ReadonlySet<string>>(() => list.value?.reports.find((one) => one.name === asked.value)?.filters ?? new Set());

  const learn = (user: readonly Choice[], company: readonly Choice[], type: readonly Choice[]): void => {
    choices.value = { user: merged(choices.value.user, user), company: merged(choices.value.company, company), type: merged(choices.value.type, type) };
  };
  const open = async (): Promise<void> => {
    failure.value = null;
    busy.value = true;
    const answer = await loadReportList(api);
    busy.value = false;
    if (!answer.ok) {
      failure.value = answer;
      return;
    }
    list.value = answer.value;
    learn(answer.value.users, answer.value.companies, answer.value.types);
  };
  const ask = async (question: Question): Promise<void> => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    // The figures of another report under this one's name would be believed.
    if (report.value !== null && report.value.name !== question.name) report.value = null;
    asked.value = question.name;
    failure.value = null;
    busy.value = true;
    const answer = await loadReport(api, question, known.value, signal);
    if (signal.aborted) return;
    busy.value = false;
    if (!answer.ok) {
      failure.value = answer;
      report.value = null;
      return;
    }
    report.value = answer.value;
    const named = (names: ReadonlyMap<number, string>): readonly Choice[] => [...names].map(([id, title]) => ({ value: String(id), title }));
    learn(named(answer.value.names.users), named(answer.value.names.companies), typesOf(answer.value));
  };
  onScopeDispose(() => asking.abort());
  return { list, report, failure, busy, known, choices, open, ask };
}

function typesOf(report: Report): readonly Choice[] {
  return report.tables.flatMap((table) => {
    const at = table.columns.findIndex((column) => column.key === "type" && column.unit === "text");
    return at < 0 ? [] : table.rows.flatMap((row) => (typeof row.cells[at] === "string" && row.cells[at] !== "" ? [{ value: row.cells[at], title: row.cells[at] }] : []));
  });
}

/** In alphabetical order, each once. */
export function merged(known: readonly Choice[], more: readonly Choice[]): readonly Choice[] {
  const all = new Map([...known, ...more].filter((one) => one.value !== "0").map((one) => [one.value, one]));
  return [...all.values()].sort((a, b) => a.title.localeCompare(b.title));
}
