import type { Answer } from "@shell/api";
import type { ShallowRef } from "vue";
import type { BoardCalls } from "./board_api";
import type { Colleague, Template } from "./desk";
import type { NewNotice } from "./notices";
import type { Change } from "./snapshot";

/** What columns, lanes, list and panel share of the person at the board. Refs, so that only what reads them is drawn anew. */
export interface Desktop {
  readonly compact: Readonly<ShallowRef<boolean>>;
  readonly selected: Readonly<ShallowRef<ReadonlySet<number>>>;
  /** The ticket whose panel is open. */
  readonly opened: Readonly<ShallowRef<number | null>>;
  readonly seen: Readonly<ShallowRef<ReadonlyMap<number, number>>>;
  readonly people: Readonly<ShallowRef<readonly Colleague[]>>;
  readonly templates: Readonly<ShallowRef<readonly Template[]>>;
  readonly open: (ticket: number) => void;
  readonly select: (ticket: number) => void;
  readonly menu: (ticket: number, anchor: HTMLElement) => void;
  readonly saw: (ticket: number, comments: number) => void;
  readonly change: (send: (calls: BoardCalls) => Promise<Answer<Change>>) => Promise<Answer<Change>>;
  readonly say: (notice: NewNotice) => void;
}
