// Waiting for conditions, never for time to pass.
import { setTimeout as pause } from "node:timers/promises";

/**
 * Calls `probe` until it gives something truthy and resolves to that.
 * After `deadlineMs` it throws and names `what` it was waiting for.
 */
export async function until(what, probe, deadlineMs = 5000) {
  const end = performance.now() + deadlineMs;
  let last;
  for (;;) {
    try {
      const found = await probe();
      if (found) return found;
      last = undefined;
    } catch (fault) {
      last = fault;
    }
    if (performance.now() > end) {
      throw new Error(`waited ${deadlineMs} ms in vain for: ${what}${last ? ` (${last.message})` : ""}`);
    }
    await pause(20);
  }
}
