import en from "@translations/en.json";
import ru from "@translations/ru.json";
import type { Lang } from "./bootstrap";
import { Wording, type Table } from "./wording";

export type { Args } from "./wording";

const tables: Record<Lang, Table> = { ru, en };

/** All the words of the interface: the staff's pages. */
export class Words extends Wording {
  constructor(lang: Lang, table: Table = tables[lang]) {
    super(lang, table);
  }
}
