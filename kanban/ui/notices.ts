/** One thing to say to the person. Alerts stay until closed; the rest goes by itself. */
export interface Notice {
  readonly id: number;
  readonly tone: "alert" | "status";
  /** Key of the sentence; `args` fill it. */
  readonly key: string;
  readonly args: Readonly<Record<string, string | number>>;
  /** The number the sentence's form depends on; null when it has one form. */
  readonly count: number | null;
  /** The portal's own words, shown as they came. */
  readonly detail: string;
  /** The service's code: its sentence is shown when there are no words of the portal; "" when `key` says it all. */
  readonly code: string;
  /** Takes back what was done; null when it cannot be. */
  readonly undo: (() => void) | null;
}

export type NewNotice = Pick<Notice, "tone" | "key"> & Partial<Pick<Notice, "args" | "count" | "detail" | "code" | "undo">>;

const most = 3;

/** The newest last, never more than three: an avalanche of refusals must not cover the board. */
export function withNotice(notices: readonly Notice[], added: NewNotice): readonly Notice[] {
  const id = (notices.at(-1)?.id ?? 0) + 1;
  return [...notices, { id, args: {}, count: null, detail: "", code: "", undo: null, ...added }].slice(-most);
}

export function withoutNotice(notices: readonly Notice[], id: number): readonly Notice[] {
  return notices.filter((notice) => notice.id !== id);
}
