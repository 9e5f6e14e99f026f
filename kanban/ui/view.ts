import { chips, facets, noFilters, type Chip, type Facet, type Filters } from "./filters";

/** How a person looks at the board: kept for him, and what a shared link carries. */
export interface BoardView {
  /** Groups on the board beside the one it was opened for. */
  readonly groups: readonly number[];
  readonly mode: "board" | "list";
  readonly filters: Filters;
  readonly lanes: Lanes;
  readonly order: Order;
  readonly compact: boolean;
  /** Stages whose columns are folded. */
  readonly folded: ReadonlySet<number>;
  readonly list: ListView;
}

export const lanes = ["none", "company", "type", "assignee", "class", "group"] as const;
export type Lanes = (typeof lanes)[number];

export const orders = ["smart", "priority", "lu", "wia", "deadline", "hand"] as const;
export type Order = (typeof orders)[number];

export const listColumns = [
  "number", "title", "stage", "class", "type", "stopper", "company", "assignee", "estimate", "spent", "deadline", "lu", "wia", "created", "tags", "group",
] as const;
export type ListColumn = (typeof listColumns)[number];

export interface ListView {
  readonly columns: readonly ListColumn[];
  readonly sort: ListColumn;
  readonly down: boolean;
}

export const plainView: BoardView = {
  groups: [],
  mode: "board",
  filters: noFilters,
  lanes: "none",
  order: "smart",
  compact: false,
  folded: new Set(),
  list: { columns: ["number", "title", "stage", "type", "company", "assignee", "estimate", "deadline", "lu"], sort: "deadline", down: false },
};

/** As it is kept and sent: plain JSON, only what differs from the plain view. */
export function viewToKeep(view: BoardView): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  if (view.groups.length > 0) out["groups"] = view.groups;
  if (view.mode !== plainView.mode) out["mode"] = view.mode;
  if (view.filters.text.trim() !== "") out["text"] = view.filters.text;
  if (view.filters.chips.size > 0) out["chips"] = [...view.filters.chips];
  for (const facet of facets) if (view.filters.chosen[facet].size > 0) out[facet] = [...view.filters.chosen[facet]];
  if (view.lanes !== plainView.lanes) out["lanes"] = view.lanes;
  if (view.order !== plainView.order) out["order"] = view.order;
  if (view.compact) out["compact"] = true;
  if (view.folded.size > 0) out["folded"] = [...view.folded];
  if (JSON.stringify(view.list) !== JSON.stringify(plainView.list)) out["list"] = view.list;
  return out;
}

function some<T>(raw: unknown, is: (value: unknown) => value is T): readonly T[] {
  return Array.isArray(raw) ? raw.filter(is) : [];
}
function among<T extends string>(allowed: readonly T[]): (value: unknown) => value is T {
  return (value): value is T => allowed.some((one) => one === value);
}
/** As many as the service puts on one board, the page's own among them. */
export const mostGroups = 19;
const isText = (value: unknown): value is string => typeof value === "string" && value.length <= 250;
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value);

/** Whatever was kept by another version, or came by a link: what does not fit is left out. */
export function viewFrom(raw: unknown): BoardView {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return plainView;
  const kept = raw as Record<string, unknown>;
  const word = <T extends string>(name: string, allowed: readonly T[], otherwise: T): T => allowed.find((one) => one === kept[name]) ?? otherwise;
  const chosen = Object.fromEntries(facets.map((facet) => [facet, new Set(some(kept[facet], isText))])) as unknown as Record<Facet, ReadonlySet<string>>;
  const list = typeof kept["list"] === "object" && kept["list"] !== null ? (kept["list"] as Record<string, unknown>) : {};
  const columns = some(list["columns"], among(listColumns));
  return {
    groups: [...new Set(some(kept["groups"], isNumber))].slice(0, mostGroups),
    mode: word("mode", ["board", "list"] as const, plainView.mode),
    filters: { text: isText(kept["text"]) ? kept["text"] : "", chips: new Set<Chip>(some(kept["chips"], among(chips))), chosen },
    lanes: word("lanes", lanes, plainView.lanes),
    order: word("order", orders, plainView.order),
    compact: kept["compact"] === true,
    folded: new Set(some(kept["folded"], isNumber)),
    list: {
      columns: columns.length > 0 ? [...new Set(columns)] : plainView.list.columns,
      sort: listColumns.find((one) => one === list["sort"]) ?? plainView.list.sort,
      down: list["down"] === true,
    },
  };
}

/** The view as one word for a link: base64 of its JSON, safe in an address. */
export function viewToLink(view: BoardView): string {
  const bytes = new TextEncoder().encode(JSON.stringify(viewToKeep(view)));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function viewFromLink(word: string): BoardView | null {
  try {
    const bytes = Uint8Array.from(atob(word.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    return viewFrom(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}
