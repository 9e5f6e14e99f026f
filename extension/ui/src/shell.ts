import { inject, type InjectionKey } from "vue";
import type { Api } from "./api";
import type { Bootstrap } from "./bootstrap";
import type { PortalFrame } from "./frame";
import type { Words } from "./words";

/** What every screen may use. Made once in main.ts. */
export interface Shell {
  readonly bootstrap: Bootstrap;
  readonly api: Api;
  readonly words: Words;
  readonly frame: PortalFrame;
}

export const shellKey: InjectionKey<Shell> = Symbol("shell");

export function useShell(): Shell {
  const shell = inject(shellKey);
  if (shell === undefined) throw new Error("a screen was mounted outside the shell");
  return shell;
}
