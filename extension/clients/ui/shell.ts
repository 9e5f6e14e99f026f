import { inject, type InjectionKey } from "vue";
import type { Api } from "@shell/api";
import type { Bootstrap } from "@shell/bootstrap";
import type { PortalFrame } from "@shell/frame";
import type { Wording } from "@shell/wording";

/** What every part of the client's page may use. Made once in client.ts. */
export interface ClientShell {
  readonly bootstrap: Bootstrap;
  readonly api: Api;
  readonly words: Wording;
  readonly frame: PortalFrame;
  /** Who came by a personal link; "" for a user of the portal. */
  readonly as: string;
}

export const clientShellKey: InjectionKey<ClientShell> = Symbol("client");

export function useClient(): ClientShell {
  const shell = inject(clientShellKey);
  if (shell === undefined) throw new Error("a part of the client's page was mounted outside it");
  return shell;
}
