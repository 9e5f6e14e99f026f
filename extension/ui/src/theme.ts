/** Light or dark by the system's wish; the kit's tokens hang on the class of the root element. */
export function followTheme(root: HTMLElement, dark: MediaQueryList): void {
  const apply = (): void => {
    root.classList.toggle("dark", dark.matches);
    root.classList.toggle("light", !dark.matches);
  };
  apply();
  dark.addEventListener("change", apply);
}
