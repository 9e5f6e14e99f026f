import type { Api } from "@shell/api";
import { onScopeDispose, shallowRef, type ShallowRef } from "vue";
import { keepDesk, loadDesk } from "./board_api";
import type { Colleague, Template } from "./desk";
import { plainView, viewFrom, viewToKeep, type BoardView } from "./view";

export interface ViewOfBoard {
  readonly view: Readonly<ShallowRef<BoardView>>;
  readonly people: Readonly<ShallowRef<readonly Colleague[]>>;
  readonly templates: Readonly<ShallowRef<readonly Template[]>>;
  /** How many comments of a card this person has seen; null when he never opened it. */
  readonly seen: Readonly<ShallowRef<ReadonlyMap<number, number>>>;
  /** People and templates of these groups too, once they are known. */
  alsoOf(groups: readonly number[]): void;
  set(change: Partial<BoardView>): void;
  saw(ticket: number, comments: number): void;
}

const keptAfterMs = 1_200;
/** Cards whose comments were seen: the latest ones. */
const most = 600;

/** `asked` is the view of a link: it is looked at, and kept only when it is changed. */
export function useView(api: Api, group: number, asked: BoardView | null): ViewOfBoard {
  const view = shallowRef<BoardView>(asked ?? plainView);
  const people = shallowRef<readonly Colleague[]>([]);
  const templates = shallowRef<readonly Template[]>([]);
  const seen = shallowRef<ReadonlyMap<number, number>>(new Map());
  let timer = 0;
  let loaded = false;
  let touched = asked !== null;

  const keep = (): void => {
    window.clearTimeout(timer);
    // Before it is known what was kept, nothing may be written over it.
    if (!loaded) return;
    timer = window.setTimeout(() => {
      void keepDesk(api, group, { view: viewToKeep({ ...view.value, filters: { ...view.value.filters, text: "" } }), seen: [...seen.value].slice(-most) });
    }, keptAfterMs);
  };
  const set = (change: Partial<BoardView>): void => {
    touched = true;
    view.value = { ...view.value, ...change };
    keep();
  };
  const saw = (ticket: number, comments: number): void => {
    if ((seen.value.get(ticket) ?? -1) >= comments) return;
    const next = new Map(seen.value);
    next.delete(ticket);
    seen.value = next.set(ticket, comments);
    keep();
  };

  const joined = new Set([group]);
  const alsoOf = (groups: readonly number[]): void => {
    for (const other of groups.filter((one) => !joined.has(one))) {
      joined.add(other);
      void loadDesk(api, other).then((answer) => {
        if (!answer.ok) return;
        people.value = [...people.value, ...answer.value.people.filter((one) => !people.value.some((known) => known.id === one.id))].sort((a, b) => a.name.localeCompare(b.name));
        templates.value = [...templates.value, ...answer.value.templates.filter((one) => !templates.value.some((known) => known.name === one.name))];
      });
    }
  };

  void loadDesk(api, group).then((answer) => {
    if (!answer.ok) return;
    loaded = true;
    people.value = answer.value.people;
    templates.value = answer.value.templates;
    const kept = typeof answer.value.kept === "object" && answer.value.kept !== null ? (answer.value.kept as Record<string, unknown>) : {};
    const pairs = Array.isArray(kept["seen"]) ? kept["seen"] : [];
    const known = pairs.filter((pair): pair is [number, number] => Array.isArray(pair) && typeof pair[0] === "number" && typeof pair[1] === "number");
    seen.value = new Map([...known, ...seen.value]);
    if (!touched) view.value = viewFrom(kept["view"]);
    else keep();
  });
  onScopeDispose(() => window.clearTimeout(timer));
  return { view, people, templates, seen, alsoOf, set, saw };
}
