import { describe, expect, it } from "vitest";
import { chosenToggled, noFilters, toggled } from "./filters";
import { plainView, viewFrom, viewFromLink, viewToKeep, viewToLink, type BoardView } from "./view";

const busy: BoardView = {
  groups: [78, 90],
  mode: "list",
  filters: { ...chosenToggled(chosenToggled(toggled(noFilters, "mine"), "company", "591"), "type", ""), text: "ёлка «№ 8»" },
  lanes: "company",
  order: "deadline",
  compact: true,
  folded: new Set([502]),
  list: { columns: ["number", "title"], sort: "lu", down: true },
};

describe("a view", () => {
  it("is kept as what differs from the plain one", () => {
    expect(viewToKeep(plainView)).toEqual({});
    expect(viewToKeep({ ...plainView, compact: true })).toEqual({ compact: true });
  });

  it("comes back as it was kept, and by a link", () => {
    expect(viewFrom(JSON.parse(JSON.stringify(viewToKeep(busy))))).toEqual(busy);
    expect(viewFromLink(viewToLink(busy))).toEqual(busy);
    expect(viewToLink(busy)).toMatch(/^[\w-]+$/);
  });

  it.each([[null], [[]], ["x"], [{ mode: "table", chips: "mine", lanes: 7, folded: ["a", 1.5], list: { columns: ["price"], sort: 3 } }]])(
    "leaves out what does not fit: %j",
    (raw) => expect(viewFrom(raw)).toEqual(plainView),
  );

  it("is null for a link that is none", () => {
    for (const word of ["%", "не ссылка", "eyJ"]) expect(viewFromLink(word)).toBeNull();
  });
});
