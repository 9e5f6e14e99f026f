import { expect, test } from "vitest";
import { parseContacts, parseLinks, parseMade, wrongOrder } from "./links";

const link = {
  id: 1, contact: 57, company: 591, company_name: "ООО", name: "Анна", by: "Админ", created_ms: 1, expires_ms: 2, state: "open", revoked_ms: null, revoked_by: "", used_ms: null, uses: 0,
};

test("links are read strictly", () => {
  const read = parseLinks({ now_ms: 5, days: 90, most_days: 365, links: [link] });
  expect(read.links[0]).toMatchObject({ name: "Анна", companyName: "ООО", usedMs: null, state: "open" });
  expect(() => parseLinks({ now_ms: 5, days: 90, most_days: 365, links: [{ ...link, state: "else" }] })).toThrow("state");
  expect(parseContacts({ contacts: [{ id: 701, name: "Анна" }] })).toEqual([{ id: 701, name: "Анна" }]);
  expect(parseMade({ id: 1, address: "https://desk/client#x" })).toBe("https://desk/client#x");
});

test("an order is checked as the service does", () => {
  const fine = { company: 591, contact: 57, name: "Анна", days: 90 };
  expect(wrongOrder(fine, 365)).toBe("");
  expect(wrongOrder({ ...fine, company: 0 }, 365)).toBe("link.company");
  for (const contact of [0, -1, Number.NaN, 1.5, 2 ** 60]) expect(wrongOrder({ ...fine, contact }, 365)).toBe("link.contact");
  for (const name of [" ", "я".repeat(101)]) expect(wrongOrder({ ...fine, name }, 365)).toBe("link.name");
  for (const days of [0, 366, 1.5, Number.NaN]) expect(wrongOrder({ ...fine, days }, 365)).toBe("link.days");
});
