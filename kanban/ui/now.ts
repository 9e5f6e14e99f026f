import { inject, type InjectionKey, type ShallowRef } from "vue";

/** The board's time. Only what reads it is drawn again each half minute. */
export const nowKey: InjectionKey<Readonly<ShallowRef<number>>> = Symbol("now");

export function useNow(): Readonly<ShallowRef<number>> {
  const now = inject(nowKey);
  if (now === undefined) throw new Error("a timer was mounted outside a board");
  return now;
}

/** True for a moment after cards have changed: what appears or moves then glides; what scrolling brings does not. */
export const glidingKey: InjectionKey<Readonly<ShallowRef<boolean>>> = Symbol("gliding");
