import type { Shell } from "@shell/shell";

/** Opens the ticket's task in the portal; `group` where the report tells it. Rejects when the portal would not. */
export function openTicket(shell: Pick<Shell, "frame" | "bootstrap">, ticket: number, group: number | null): Promise<void> {
  return group === null ? shell.frame.openTaskOf(shell.bootstrap.user.id, ticket) : shell.frame.openTask(group, ticket);
}
