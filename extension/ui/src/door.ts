/** Reading values that came from outside. Each `parseX(raw: unknown)` is built from these; what does not fit is refused by name. */

export class BadAnswer extends Error {
  constructor(where: string, wanted: string) {
    super(`${where}: ${wanted} expected`);
    this.name = "BadAnswer";
  }
}

export type Fields = Readonly<Record<string, unknown>>;

export function fields(raw: unknown, where: string): Fields {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) throw new BadAnswer(where, "object");
  return raw as Fields;
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

export function orNull<T>(raw: unknown, where: string, read: (raw: unknown, where: string) => T): T | null {
  return raw === null || raw === undefined ? null : read(raw, where);
}

export function oneOf<T extends string>(raw: unknown, where: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === raw);
  if (found === undefined) throw new BadAnswer(where, allowed.join("|"));
  return found;
}
