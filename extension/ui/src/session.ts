import { fields } from "./door";
import type { PortalFrame } from "./frame";

/** A new key for whom the portal says sits before this frame; null: the portal does not say, or the service will not. */
export async function freshSession(frame: PortalFrame): Promise<string | null> {
  const auth = await frame.renewAuth();
  if (auth === null) return null;
  const response = await fetch("/api/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(auth),
  });
  if (!response.ok) return null;
  return fields(await response.json(), "session").text("session");
}

/** The page's short-lived key. Kept in memory only: cookies of a frame are blocked by browsers. */
export class Session {
  #token: string;
  #renewing: Promise<boolean> | null = null;

  constructor(
    token: string,
    private readonly ask: () => Promise<string | null>,
  ) {
    this.#token = token;
  }

  get token(): string {
    return this.#token;
  }

  /** True when there is a fresh key. Callers that ask at the same time share one renewal. */
  renew(): Promise<boolean> {
    this.#renewing ??= this.ask()
      .catch(() => null)
      .then((token) => {
        this.#renewing = null;
        if (token === null) return false;
        this.#token = token;
        return true;
      });
    return this.#renewing;
  }
}
