import { fields, list, number, type Read } from "@shell/door";

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * Counts working time as the service does (kanban/rules/calendar.h), from what it sends with a board
 * (kanban/http/calendar_json.h); tests/vectors holds both to the same figures. Days are counted from 1970-01-01.
 */
export class WorkClock {
  readonly #first: number;
  /** Working time before each day, and behind the last one. */
  readonly #before: Float64Array;

  constructor(
    /** The length of a working day, in which thresholds and texts count. */
    readonly dayMs: number,
    first: number,
    end: number,
    private readonly offsetMs: number,
    private readonly shifts: readonly (readonly [number, number])[],
    private readonly week: readonly (readonly number[])[],
    private readonly days: ReadonlyMap<number, readonly number[]>,
  ) {
    this.#first = first;
    this.#before = new Float64Array(end - first + 1);
    for (let day = first; day < end; day += 1) this.#before[day - first + 1] = (this.#before[day - first] ?? 0) + this.#passed(day, Infinity);
  }

  /** Working time between two instants; negative when they are swapped. Instants before the days known count from there. */
  between(fromMs: number, toMs: number): number {
    return this.#until(toMs) - this.#until(fromMs);
  }

  #until(ms: number): number {
    const count = this.#before.length - 1;
    let at = Math.min(Math.max(Math.floor((ms + this.#offsetAt(ms)) / dayMs) - this.#first, 0), count - 1);
    // Where clocks go back over midnight, the date shown is not enough.
    while (at > 0 && ms < this.#instant(this.#first + at, 0)) at -= 1;
    while (at + 1 < count && ms >= this.#instant(this.#first + at + 1, 0)) at += 1;
    return (this.#before[at] ?? 0) + this.#passed(this.#first + at, ms);
  }

  /** The part of a day's working time that has passed at an instant. */
  #passed(day: number, ms: number): number {
    // 1970-01-01 was a Thursday.
    const hours = this.days.get(day) ?? this.week[(day + 3) % 7] ?? [];
    let sum = 0;
    for (let at = 0; at < hours.length; at += 2) {
      const from = this.#instant(day, hours[at] ?? 0);
      if (ms <= from) break;
      sum += Math.min(ms, this.#instant(day, hours[at + 1] ?? 0)) - from;
    }
    return sum;
  }

  #offsetAt(ms: number): number {
    let offset = this.offsetMs;
    for (const [from, then] of this.shifts) {
      if (ms < from) break;
      offset = then;
    }
    return offset;
  }

  /** When local clocks show it: the shift for a time they skip, the earlier one of two. */
  #instant(day: number, minute: number): number {
    const asIfUtc = day * dayMs + minute * minuteMs;
    let offset = this.offsetMs;
    for (const [from, then] of this.shifts) {
      if (asIfUtc - offset < from) break;
      if (asIfUtc < from + then) return from;
      offset = then;
    }
    return asIfUtc - offset;
  }
}

const numbers: Read<readonly number[]> = (raw, where) => list(raw, where).map((one) => number(one, where));

/** Throws BadAnswer. */
export function parseWorkClock(raw: unknown): WorkClock {
  const root = fields(raw, "working");
  const shifts = root.list("shifts", (raw, where): readonly [number, number] => {
    const [from, offset] = numbers(raw, where);
    return [from ?? 0, offset ?? 0];
  });
  const days = root.list("days", (raw, where): readonly [number, readonly number[]] => {
    const [day, ...hours] = numbers(raw, where);
    return [day ?? 0, hours];
  });
  return new WorkClock(
    root.number("day_ms"),
    root.number("from_day"),
    root.number("to_day"),
    root.number("offset_ms"),
    shifts,
    root.list("week", numbers),
    new Map(days),
  );
}
