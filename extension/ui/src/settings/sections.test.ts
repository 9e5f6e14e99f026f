import en from "@translations/en.json";
import { describe, expect, it } from "vitest";
import { shapes, type SectionName } from "./sections";

/** The texts that the settings ask for by a section's or a field's name: no search of the sources finds them. */
function asked(section: SectionName): string[] {
  const fields = shapes[section].map((shape) => `settings.field.${shape.name}`);
  return [...fields, `settings.about.${section}`, `settings.none.${section}`, `settings.add.${section}`];
}

describe("the sections' texts", () => {
  it.each(Object.keys(shapes) as SectionName[])("%s has all of them", (section) => {
    expect(asked(section).filter((key) => !(key in en))).toEqual([]);
  });
});
