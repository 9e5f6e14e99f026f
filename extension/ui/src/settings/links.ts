import { fields, list, number, oneOf, orNull, text } from "../door";

export interface PersonalLink {
  readonly id: number;
  readonly contact: number;
  readonly company: number;
  readonly companyName: string;
  readonly name: string;
  readonly by: string;
  readonly createdMs: number;
  readonly expiresMs: number;
  readonly state: "open" | "expired" | "revoked";
  readonly revokedMs: number | null;
  readonly revokedBy: string;
  readonly usedMs: number | null;
  readonly uses: number;
}

export interface Links {
  readonly nowMs: number;
  /** How long a new link lasts where nobody says otherwise, and at most. */
  readonly days: number;
  readonly mostDays: number;
  readonly links: readonly PersonalLink[];
}

export interface Contact {
  readonly id: number;
  readonly name: string;
}

export function parseLinks(raw: unknown): Links {
  const root = fields(raw, "links");
  return {
    nowMs: number(root["now_ms"], "now_ms"),
    days: number(root["days"], "days"),
    mostDays: number(root["most_days"], "most_days"),
    links: list(root["links"], "links").map((item) => {
      const one = fields(item, "link");
      return {
        id: number(one["id"], "id"),
        contact: number(one["contact"], "contact"),
        company: number(one["company"], "company"),
        companyName: text(one["company_name"], "company_name"),
        name: text(one["name"], "name"),
        by: text(one["by"], "by"),
        createdMs: number(one["created_ms"], "created_ms"),
        expiresMs: number(one["expires_ms"], "expires_ms"),
        state: oneOf(one["state"], "state", ["open", "expired", "revoked"] as const),
        revokedMs: orNull(one["revoked_ms"], "revoked_ms", number),
        revokedBy: text(one["revoked_by"], "revoked_by"),
        usedMs: orNull(one["used_ms"], "used_ms", number),
        uses: number(one["uses"], "uses"),
      };
    }),
  };
}

export const parseContacts = (raw: unknown): readonly Contact[] =>
  list(fields(raw, "contacts")["contacts"], "contacts").map((item) => {
    const one = fields(item, "contact");
    return { id: number(one["id"], "id"), name: text(one["name"], "name") };
  });

/** The whole link, told once. */
export const parseMade = (raw: unknown): string => text(fields(raw, "made")["address"], "address");

export interface LinkOrder {
  readonly company: number;
  readonly contact: number;
  readonly name: string;
  readonly days: number;
}

/** The code of what is wrong with an order as it was typed, "" when nothing is: the same codes the service gives. */
export function wrongOrder(order: LinkOrder, mostDays: number): string {
  if (order.company <= 0) return "link.company";
  if (!Number.isSafeInteger(order.contact) || order.contact <= 0) return "link.contact";
  if (order.name.trim() === "" || new TextEncoder().encode(order.name.trim()).length > 200) return "link.name";
  if (!Number.isInteger(order.days) || order.days < 1 || order.days > mostDays) return "link.days";
  return "";
}
