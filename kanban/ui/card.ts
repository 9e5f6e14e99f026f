import { BadAnswer, fields, flag, list, number, oneOf, orNull, text } from "@shell/door";

export const roles = ["intake", "triage", "queue", "work", "verify", "done"] as const;
export type Role = (typeof roles)[number];
export type CardClass = "incident" | "change" | "service";
export type Reason = "important" | "estimate" | "otherwise" | "override";
export type Agreement = "none" | "asked" | "agreed" | "declined";
export type Speaker = "nobody" | "staff" | "client";

/** One ticket as the service knows it. `…Ms` are instants on the service's clock, `…Min` whole minutes. */
export interface Card {
  readonly ticket: number;
  readonly group: number;
  readonly stage: number;
  readonly title: string;
  readonly class: CardClass;
  readonly reason: Reason;
  readonly overrideReason: string;
  readonly type: string;
  readonly typeKnown: boolean;
  readonly stopper: string;
  readonly stopperKnown: boolean;
  readonly stopperSinceMs: number | null;
  readonly estimateMin: number | null;
  readonly estimateInvalid: string;
  readonly spentMin: number;
  readonly agreement: Agreement;
  readonly company: number;
  readonly assignee: number;
  readonly deadlineMs: number | null;
  readonly luMs: number;
  readonly speaker: Speaker;
  readonly wiaSinceMs: number | null;
  readonly stoppedBeforeMs: number;
  readonly doneMs: number | null;
  readonly createdMs: number;
  readonly comments: number;
  readonly awaitingCheck: boolean;
  /** False: made from the task's row alone; class, timers and speaker are not certain yet. */
  readonly historyRead: boolean;
  readonly tags: readonly string[];
  readonly revision: number;
}

export interface Stage {
  readonly id: number;
  /** Its group; 0: of several (columns.ts). */
  readonly group: number;
  readonly title: string;
  readonly role: Role;
  /** Six hex digits without "#". */
  readonly color: string;
  readonly sort: number;
  readonly rules: StageRules;
}

/** What happens when a card enters against a rule. */
export const strictness = ["none", "warn", "reason", "forbid"] as const;
export type Strictness = (typeof strictness)[number];

export interface StageRules {
  /** 0: no limit. */
  readonly wipLimit: number;
  readonly overLimit: Strictness;
  readonly withoutEstimate: Strictness;
  readonly underStopper: Strictness;
  readonly unagreed: Unagreed;
}

/** What the group says of change requests in this stage that the client has not agreed to. */
export const unagreedWork = ["off", "flag", "forbid"] as const;
export type Unagreed = (typeof unagreedWork)[number];

export const noRules: StageRules = { wipLimit: 0, overLimit: "none", withoutEstimate: "none", underStopper: "none", unagreed: "off" };

function parseRules(raw: unknown): StageRules {
  if (raw === null || raw === undefined) return noRules;
  const rules = fields(raw, "stage.rules");
  return {
    wipLimit: rules.number("wip_limit"),
    overLimit: rules.oneOf("over_limit", strictness),
    withoutEstimate: rules.oneOf("without_estimate", strictness),
    underStopper: rules.oneOf("under_stopper", strictness),
    unagreed: rules.oneOf("unagreed", unagreedWork),
  };
}

export const classes = ["incident", "change", "service"] as const;
const reasons = ["important", "estimate", "otherwise", "override"] as const;
const agreements = ["none", "asked", "agreed", "declined"] as const;
const speakers = ["nobody", "staff", "client"] as const;

/** Rows do not say of which group they are: whoever reads them knows. */
export type RowReader = (raw: unknown, group: number) => Card;

/** Most cards have none. */
const untagged: readonly string[] = [];

/** Cards travel as rows of values; `columns` names the places, in whatever order the service sends them. Throws BadAnswer. */
export function rowReader(columns: readonly string[]): RowReader {
  const place = (name: string): number => {
    const found = columns.indexOf(name);
    if (found < 0) throw new BadAnswer(`columns.${name}`, "column");
    return found;
  };
  const read = <T>(name: string, as: (raw: unknown, where: string) => T): ((row: readonly unknown[]) => T) => {
    const column = place(name);
    return (row) => as(row[column], name);
  };
  const num = (name: string) => read(name, number);
  const str = (name: string) => read(name, (raw, where) => orNull(raw, where, text) ?? "");
  const numOrNull = (name: string) => read(name, (raw, where) => orNull(raw, where, number));
  const bool = (name: string) => read(name, flag);
  const word = <T extends string>(name: string, allowed: readonly T[]) => read(name, (raw, where) => oneOf(raw, where, allowed));

  const field: { readonly [K in Exclude<keyof Card, "group">]: (row: readonly unknown[]) => Card[K] } = {
    ticket: num("ticket"),
    stage: num("stage"),
    title: str("title"),
    class: word("class", classes),
    reason: word("reason", reasons),
    overrideReason: str("override_reason"),
    type: str("type"),
    typeKnown: bool("type_known"),
    stopper: str("stopper"),
    stopperKnown: bool("stopper_known"),
    stopperSinceMs: numOrNull("stopper_since_ms"),
    estimateMin: numOrNull("estimate_min"),
    estimateInvalid: str("estimate_invalid"),
    spentMin: num("spent_min"),
    agreement: word("agreement", agreements),
    company: num("company"),
    assignee: num("assignee"),
    deadlineMs: numOrNull("deadline_ms"),
    luMs: num("lu_ms"),
    speaker: word("speaker", speakers),
    wiaSinceMs: numOrNull("wia_since_ms"),
    stoppedBeforeMs: num("stopped_before_ms"),
    doneMs: numOrNull("done_ms"),
    createdMs: num("created_ms"),
    comments: num("comments"),
    awaitingCheck: bool("awaiting_check"),
    historyRead: bool("history_read"),
    tags: read("tags", (raw, where) => {
      const joined = text(raw, where);
      return joined === "" ? untagged : joined.split(",");
    }),
    revision: num("revision"),
  };
  // Spelled out: ten thousand cards read through a list of entries cost ten times as much.
  return (raw, group) => {
    const row = list(raw, "card");
    return {
      ticket: field.ticket(row),
      group,
      stage: field.stage(row),
      title: field.title(row),
      class: field.class(row),
      reason: field.reason(row),
      overrideReason: field.overrideReason(row),
      type: field.type(row),
      typeKnown: field.typeKnown(row),
      stopper: field.stopper(row),
      stopperKnown: field.stopperKnown(row),
      stopperSinceMs: field.stopperSinceMs(row),
      estimateMin: field.estimateMin(row),
      estimateInvalid: field.estimateInvalid(row),
      spentMin: field.spentMin(row),
      agreement: field.agreement(row),
      company: field.company(row),
      assignee: field.assignee(row),
      deadlineMs: field.deadlineMs(row),
      luMs: field.luMs(row),
      speaker: field.speaker(row),
      wiaSinceMs: field.wiaSinceMs(row),
      stoppedBeforeMs: field.stoppedBeforeMs(row),
      doneMs: field.doneMs(row),
      createdMs: field.createdMs(row),
      comments: field.comments(row),
      awaitingCheck: field.awaitingCheck(row),
      historyRead: field.historyRead(row),
      tags: field.tags(row),
      revision: field.revision(row),
    };
  };
}

const hex = /^[0-9a-fA-F]{6}$/;

/** A colour that is not six hex digits becomes grey: it goes into a style, so nothing else may pass. */
export function parseStage(raw: unknown, group: number): Stage {
  const stage = fields(raw, "stage");
  const color = stage.orNull("color", text) ?? "";
  return {
    id: stage.number("id"),
    group,
    title: stage.text("title"),
    role: stage.oneOf("role", roles),
    color: hex.test(color) ? color : "a8adb4",
    sort: stage.number("sort"),
    rules: stage.read("rules", parseRules),
  };
}
