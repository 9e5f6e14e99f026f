import { BadAnswer } from "./door";
import type { Session } from "./session";

/** What the service said; of a refusal its whole answer as `said`. `code` "network": it could not be reached; "aborted": we gave up ourselves. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly detail: string; readonly said?: unknown };

export type Parse<T> = (raw: unknown) => T;
export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

type Read = (response: Response) => Promise<unknown>;
const asJson: Read = (response) => response.json().catch(() => null);

function refusal(status: number, raw: unknown): { code: string; detail: string } {
  const said = typeof raw === "object" && raw !== null ? (raw as Record<string, unknown>) : {};
  const code = said["error"];
  const detail = said["detail"];
  return {
    code: typeof code === "string" && code !== "" ? code : `http.${status}`,
    detail: typeof detail === "string" ? detail : "",
  };
}

/** Calls of the service with the page's session. Never rejects. */
export class Api {
  constructor(
    private readonly session: Session,
    private readonly fetch: Fetch,
  ) {}

  get<T>(path: string, parse: Parse<T>, signal?: AbortSignal): Promise<Answer<T>> {
    return this.#call(path, { method: "GET" }, parse, signal);
  }

  post<T>(path: string, body: unknown, parse: Parse<T>, signal?: AbortSignal): Promise<Answer<T>> {
    return this.#call(path, { method: "POST", body: JSON.stringify(body) }, parse, signal);
  }

  /** A file as it is, to the service. */
  send<T>(path: string, file: Blob, parse: Parse<T>): Promise<Answer<T>> {
    return this.#call(path, { method: "POST", body: file }, parse);
  }

  /** A file as it is: to be kept by the browser under a name of the page's. */
  file(path: string): Promise<Answer<Blob>> {
    return this.#call(path, { method: "GET" }, (raw) => raw as Blob, undefined, (response) => response.blob());
  }

  /** A session that ran out is renewed once and the call repeated. */
  async #call<T>(path: string, init: RequestInit, parse: Parse<T>, signal?: AbortSignal, read: Read = asJson): Promise<Answer<T>> {
    const first = await this.#once(path, init, parse, signal, read);
    if (first.ok || first.status !== 401 || first.code !== "session.expired") return first;
    if (!(await this.session.renew())) return first;
    return this.#once(path, init, parse, signal, read);
  }

  async #once<T>(path: string, init: RequestInit, parse: Parse<T>, signal: AbortSignal | undefined, read: Read): Promise<Answer<T>> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.session.token}`, accept: "application/json" };
    if (init.body !== undefined) headers["content-type"] = init.body instanceof Blob ? "application/octet-stream" : "application/json";
    let status = 0;
    try {
      const response = await this.fetch(path, { ...init, headers, ...(signal ? { signal } : {}) });
      status = response.status;
      const raw: unknown = await (response.ok ? read(response) : asJson(response));
      if (!response.ok) return { ok: false, status, ...refusal(status, raw), said: raw };
      return { ok: true, value: parse(raw) };
    } catch (error) {
      if (error instanceof BadAnswer) return { ok: false, status, code: "answer.bad", detail: error.message };
      const aborted = signal?.aborted === true && !(error instanceof TypeError);
      return { ok: false, status: 0, code: aborted ? "aborted" : "network", detail: "" };
    }
  }
}
