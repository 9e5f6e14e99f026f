import type { Words } from "@shell/words";
import type { BoardState } from "./board_state";
import type { Facet } from "./filters";

/** A facet's value in words; what has no value is said too. */
export function facetTitle(facet: Facet, value: string, state: Pick<BoardState, "companies" | "users" | "groups">, words: Words): string {
  if (value === "") return words.t(`board.facet.${facet}.none`);
  switch (facet) {
    case "class":
      return words.t(`class.${value}`);
    case "company":
      return state.companies.get(Number(value)) ?? words.t("board.company", { id: value });
    case "assignee":
      return state.users.get(Number(value))?.name ?? words.t("journal.user", { id: value });
    case "group":
      return state.groups.find((group) => String(group.id) === value)?.name ?? words.t("board.group", { id: value });
    default:
      return value;
  }
}
