/** Reading values that came from outside. Each `parseX(raw: unknown)` is built from these; what does not fit is refused by name. */

export class BadAnswer extends Error {
  constructor(where: string, wanted: string) {
    super(`${where}: ${wanted} expected`);
    this.name = "BadAnswer";
  }
}

export type Read<T> = (raw: unknown, where: string) => T;
export type Raw = Readonly<Record<string, unknown>>;

export function record(raw: unknown, where: string): Raw {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) throw new BadAnswer(where, "object");
  return raw as Raw;
}

export function list(raw: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(raw)) throw new BadAnswer(where, "list");
  return raw;
}

export function text(raw: unknown, where: string): string {
  if (typeof raw !== "string") throw new BadAnswer(where, "text");
  return raw;
}

export function number(raw: unknown, where: string): number {
  if (typeof raw !== "number" || !Number.isFinite(raw)) throw new BadAnswer(where, "number");
  return raw;
}

export function flag(raw: unknown, where: string): boolean {
  if (raw === true || raw === 1) return true;
  if (raw === false || raw === 0) return false;
  throw new BadAnswer(where, "flag");
}

export function orNull<T>(raw: unknown, where: string, read: Read<T>): T | null {
  return raw === null || raw === undefined ? null : read(raw, where);
}

export function oneOf<T extends string>(raw: unknown, where: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === raw);
  if (found === undefined) throw new BadAnswer(where, allowed.join("|"));
  return found;
}

export function listOf<T>(read: Read<T>): Read<readonly T[]> {
  return (raw, where) => list(raw, where).map((one) => read(one, `${where}[]`));
}

/** An object whose names are numbers, as JSON writes them. */
export function byNumber<T>(read: Read<T>): Read<ReadonlyMap<number, T>> {
  return (raw, where) => new Map(Object.entries(record(raw, where)).map(([id, value]) => [Number(id), read(value, `${where}.${id}`)]));
}

/** An object's values by their names. */
export class Fields {
  readonly #raw: Raw;
  readonly #where: string;

  constructor(raw: unknown, where: string) {
    this.#raw = record(raw, where);
    this.#where = where;
  }

  raw(name: string): unknown {
    return this.#raw[name];
  }
  read<T>(name: string, read: Read<T>): T {
    return read(this.#raw[name], `${this.#where}.${name}`);
  }
  orNull<T>(name: string, read: Read<T>): T | null {
    return this.read(name, (raw, where) => orNull(raw, where, read));
  }
  text(name: string): string {
    return this.read(name, text);
  }
  number(name: string): number {
    return this.read(name, number);
  }
  flag(name: string): boolean {
    return this.read(name, flag);
  }
  oneOf<T extends string>(name: string, allowed: readonly T[]): T {
    return this.read(name, (raw, where) => oneOf(raw, where, allowed));
  }
  fields(name: string): Fields {
    return this.read(name, fields);
  }
  list<T>(name: string, read: Read<T>): readonly T[] {
    return this.read(name, listOf(read));
  }
  /** A list of objects. */
  each<T>(name: string, read: (one: Fields) => T): readonly T[] {
    return this.list(name, (raw, where) => read(fields(raw, where)));
  }
}

export function fields(raw: unknown, where: string): Fields {
  return new Fields(raw, where);
}
