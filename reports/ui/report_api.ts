import type { Answer, Api } from "@shell/api";
import { fields } from "@shell/door";
import { toQuery, type Question } from "./question";
import { parseBehind, parseReport, type Behind, type Report } from "./report";
import { parseReportList, type ReportList } from "./report_list";
import { addDays } from "./period";

export type FileFormat = "xlsx" | "csv";
type Known = ReadonlySet<string>;

const path = (question: Question, known: Known, part: string, more: Readonly<Record<string, string>> = {}): string => {
  const query = toQuery(question, known);
  for (const [key, value] of Object.entries(more)) query.set(key, value);
  return `/api/reports/${encodeURIComponent(question.name)}${part}?${query.toString()}`;
};

export const loadReportList = (api: Api): Promise<Answer<ReportList>> => api.get("/api/reports", parseReportList);

/** Resolves to what is kept now. */
export const keepMonthly = (api: Api, wanted: boolean): Promise<Answer<boolean>> =>
  api.post("/api/reports/monthly", { wanted }, (raw) => fields(raw, "monthly").flag("wanted"));

/** `known`: the filters the report has; others that are set stay out of the request. */
export const loadReport = (api: Api, question: Question, known: Known, signal?: AbortSignal): Promise<Answer<Report>> => api.get(path(question, known, ""), parseReport, signal);

export const loadBehind = (api: Api, question: Question, known: Known, behind: string, signal?: AbortSignal): Promise<Answer<Behind>> =>
  api.get(path(question, known, "/behind", { behind }), parseBehind, signal);

export const loadFile = (api: Api, question: Question, known: Known, format: FileFormat, lang: string): Promise<Answer<Blob>> => api.file(path(question, known, "/file", { format, lang }));

/** `plan-employees_2026-03-01_2026-03-31.xlsx`: the last day as people count it. */
export const fileName = (question: Question, format: FileFormat): string => `${question.name}_${question.period.from}_${addDays(question.period.to, -1)}.${format}`;
