import { fields, number } from "../door";

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
    nowMs: root.number("now_ms"),
    days: root.number("days"),
    mostDays: root.number("most_days"),
    links: root.each("links", (one) => ({
      id: one.number("id"),
      contact: one.number("contact"),
      company: one.number("company"),
      companyName: one.text("company_name"),
      name: one.text("name"),
      by: one.text("by"),
      createdMs: one.number("created_ms"),
      expiresMs: one.number("expires_ms"),
      state: one.oneOf("state", ["open", "expired", "revoked"] as const),
      revokedMs: one.orNull("revoked_ms", number),
      revokedBy: one.text("revoked_by"),
      usedMs: one.orNull("used_ms", number),
      uses: one.number("uses"),
    })),
  };
}

export const parseContacts = (raw: unknown): readonly Contact[] =>
  fields(raw, "contacts").each("contacts", (one) => ({ id: one.number("id"), name: one.text("name") }));

/** The whole link, told once. */
export const parseMade = (raw: unknown): string => fields(raw, "made").text("address");

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
