import { onScopeDispose, shallowRef, type ShallowRef } from "vue";

/** True while the page is laid out for paper: all rows are drawn, and the charts in the colours of paper. */
export function usePrinting(): Readonly<ShallowRef<boolean>> {
  const printing = shallowRef(false);
  const begin = (): void => void (printing.value = true);
  const end = (): void => void (printing.value = false);
  // Printing from a program sends no events, but changes the medium.
  const medium = window.matchMedia("print");
  const turned = (): void => void (printing.value = medium.matches);
  window.addEventListener("beforeprint", begin);
  window.addEventListener("afterprint", end);
  medium.addEventListener("change", turned);
  onScopeDispose(() => {
    window.removeEventListener("beforeprint", begin);
    window.removeEventListener("afterprint", end);
    medium.removeEventListener("change", turned);
  });
  return printing;
}
