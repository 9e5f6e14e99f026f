import type { Answer } from "../api";
import { fields, listOf, record } from "../door";
import { emptyCell, fromWire, shapes, toWire, wrongWith, type CellValue, type SectionName } from "./sections";

export interface FormRow {
  /** For the page only; never sent. */
  readonly id: number;
  /** The name the service knows it by; null: not saved yet. */
  readonly was: string | null;
  readonly cells: Readonly<Record<string, CellValue>>;
}

export interface Change {
  readonly row: string;
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

export interface Saved {
  readonly section: string;
  readonly group: number;
  readonly version: number;
  readonly by: number;
  readonly atMs: number;
  readonly changes: readonly Change[];
}

/** One section being edited. Never changed in place. */
export interface Form {
  readonly section: SectionName;
  readonly lang: string;
  readonly version: number;
  readonly base: readonly FormRow[];
  readonly rows: readonly FormRow[];
  readonly merged: ReadonlyMap<string, string>;
  /** "row id.field" -> code. */
  readonly wrong: ReadonlyMap<string, string>;
  readonly wholeWrong: string;
  readonly meanwhile: readonly Saved[];
  readonly nextId: number;
}

export function parseSaved(raw: unknown): Saved {
  const save = fields(raw, "save");
  return {
    section: save.text("section"),
    group: save.number("group"),
    version: save.number("version"),
    by: save.number("by"),
    atMs: save.number("at_ms"),
    changes: save.each("changes", (change) => ({ row: change.text("row"), field: change.text("field"), before: change.text("before"), after: change.text("after") })),
  };
}

/** What a refusal says besides its code. */
export interface Refusal {
  readonly wrong: readonly { readonly row: number; readonly field: string; readonly code: string }[];
  readonly meanwhile: readonly Saved[];
}

function parseWrong(raw: unknown): Refusal["wrong"][number] {
  const one = fields(raw, "wrong");
  return { row: one.number("row"), field: one.text("field"), code: one.text("code") };
}

export function parseRefusal(raw: unknown): Refusal {
  try {
    const said = fields(raw, "refusal");
    return {
      wrong: said.orNull("wrong", listOf(parseWrong)) ?? [],
      meanwhile: said.orNull("meanwhile", listOf(parseSaved)) ?? [],
    };
  } catch {
    return { wrong: [], meanwhile: [] };
  }
}

interface Loaded {
  readonly version: number;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export function parseSection(raw: unknown): Loaded {
  const root = fields(raw, "section");
  return { version: root.number("version"), rows: root.list("rows", record) };
}

/** The name a saved row has with the service: its key's cells in the service's order. */
export function nameOf(section: SectionName, row: Readonly<Record<string, unknown>>): string {
  const order: Partial<Record<SectionName, readonly string[]>> = { templates: ["group_id", "name"] };
  const keys = order[section] ?? shapes[section].filter((shape) => shape.key === true).map((shape) => shape.name);
  return keys.map((key) => String(row[key])).join(" | ");
}

export function loaded(section: SectionName, lang: string, answer: Loaded): Form {
  const rows = answer.rows.map((row, at): FormRow => ({
    id: at + 1,
    was: nameOf(section, row),
    cells: Object.fromEntries(shapes[section].map((shape) => [shape.name, fromWire(shape, row[shape.name], lang)])),
  }));
  return { section, lang, version: answer.version, base: rows, rows, merged: new Map(), wrong: new Map(), wholeWrong: "", meanwhile: [], nextId: rows.length + 1 };
}

const same = (left: readonly FormRow[], right: readonly FormRow[]): boolean =>
  left.length === right.length && left.every((row, at) => row.was === right[at]?.was && JSON.stringify(row.cells) === JSON.stringify(right[at]?.cells));

export const isDirty = (form: Form): boolean => form.merged.size > 0 || !same(form.base, form.rows);

function checked(form: Form, id: number, name: string, cell: CellValue): ReadonlyMap<string, string> {
  const wrong = new Map(form.wrong);
  const shape = shapes[form.section].find((one) => one.name === name);
  const code = shape === undefined ? "" : wrongWith(shape, cell);
  if (code === "") wrong.delete(`${id}.${name}`);
  else wrong.set(`${id}.${name}`, code);
  return wrong;
}

/** A cell is typed into: what was wrong with it is looked at again, what is new is not complained about before it is left. */
export function withCell(form: Form, id: number, name: string, cell: CellValue): Form {
  const rows = form.rows.map((row) => (row.id === id ? { ...row, cells: { ...row.cells, [name]: cell } } : row));
  const wrong = form.wrong.has(`${id}.${name}`) ? checked(form, id, name, cell) : form.wrong;
  return { ...form, rows, wrong, wholeWrong: "" };
}

/** A cell is left. */
export function left(form: Form, id: number, name: string): Form {
  const cell = form.rows.find((row) => row.id === id)?.cells[name];
  return cell === undefined ? form : { ...form, wrong: checked(form, id, name, cell) };
}

export function withNewRow(form: Form, today: string, given: Readonly<Record<string, CellValue>> = {}): Form {
  const cells = Object.fromEntries(shapes[form.section].map((shape) => [shape.name, given[shape.name] ?? emptyCell(shape, today)]));
  return { ...form, rows: [...form.rows, { id: form.nextId, was: null, cells }], nextId: form.nextId + 1, wholeWrong: "" };
}

export function withoutRow(form: Form, id: number): Form {
  const wrong = new Map([...form.wrong].filter(([key]) => !key.startsWith(`${id}.`)));
  return { ...form, rows: form.rows.filter((row) => row.id !== id), wrong, wholeWrong: "" };
}

export function moved(form: Form, id: number, by: -1 | 1): Form {
  const at = form.rows.findIndex((row) => row.id === id);
  const to = at + by;
  const rows = [...form.rows];
  const [row] = rows.splice(at, 1);
  if (row === undefined || to < 0 || to > rows.length) return form;
  rows.splice(to, 0, row);
  return { ...form, rows };
}

/** An entry of a dictionary goes, and its tasks get another one. */
export function merged(form: Form, id: number, into: string): Form {
  const row = form.rows.find((one) => one.id === id);
  if (row === undefined || row.was === null) return withoutRow(form, id);
  return { ...withoutRow(form, id), merged: new Map(form.merged).set(row.was, into) };
}

/** Everything that is wrong by what the page knows itself. */
export function allChecked(form: Form): Form {
  const wrong = new Map<string, string>();
  for (const row of form.rows) {
    for (const shape of shapes[form.section]) {
      const code = wrongWith(shape, row.cells[shape.name] ?? "");
      if (code !== "") wrong.set(`${row.id}.${shape.name}`, code);
    }
  }
  return { ...form, wrong };
}

const dictionaries: ReadonlySet<SectionName> = new Set(["types", "stoppers"]);

/** The body of the save. A title that a person has renamed says what it was; another key is another row. */
export function order(form: Form): unknown {
  const renames = dictionaries.has(form.section);
  const rows = form.rows.map((row) => {
    const wire: Record<string, string | number> = {};
    for (const shape of shapes[form.section]) wire[shape.name] = toWire(shape, row.cells[shape.name] ?? "");
    if (row.was !== null && renames && row.was !== nameOf(form.section, wire)) wire["was"] = row.was;
    return wire;
  });
  return { version: form.version, rows, merged: [...form.merged].map(([from, into]) => ({ from, into })) };
}

/** After the service has answered a save; a refusal leaves what the person typed. */
export function afterSave(form: Form, answer: Answer<Loaded>): Form {
  if (answer.ok) return loaded(form.section, form.lang, answer.value);
  const refusal = parseRefusal(answer.said);
  const wrong = new Map<string, string>();
  let wholeWrong = "";
  for (const one of refusal.wrong) {
    const row = form.rows[one.row];
    if (one.field === "" || row === undefined) wholeWrong = one.code;
    else wrong.set(`${row.id}.${one.field}`, one.code);
  }
  return { ...form, wrong, wholeWrong, meanwhile: refusal.meanwhile };
}

/** Cells a person has changed stay his; the others are as they were saved meanwhile. */
function mixed(mine: FormRow, base: FormRow, theirs: FormRow): FormRow {
  const cells = Object.entries(mine.cells).map(([name, cell]) => [name, cell === base.cells[name] ? (theirs.cells[name] ?? cell) : cell] as const);
  return { ...mine, cells: Object.fromEntries(cells) };
}

/**
 * The person keeps what he has changed, on top of what others have saved since: their new rows come too, rows they
 * removed stay only where he had changed them.
 */
export function onTop(form: Form, answer: Loaded): Form {
  const fresh = loaded(form.section, form.lang, answer);
  const theirs = new Map(fresh.rows.map((row) => [row.was, row]));
  const base = new Map(form.base.map((row) => [row.was, row]));
  const rows = form.rows.flatMap((row): FormRow[] => {
    const was = base.get(row.was);
    if (row.was === null || was === undefined) return [row];
    const now = theirs.get(row.was);
    if (now !== undefined) return [mixed(row, was, now)];
    return JSON.stringify(row.cells) === JSON.stringify(was.cells) ? [] : [{ ...row, was: null }];
  });
  const added = fresh.rows.filter((row) => !base.has(row.was)).map((row, at): FormRow => ({ ...row, id: form.nextId + at }));
  return { ...form, version: fresh.version, base: fresh.rows, rows: [...rows, ...added], meanwhile: [], nextId: form.nextId + added.length };
}
