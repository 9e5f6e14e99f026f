import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { blocksOf, spansOf } from "./markdown";

const guides = new URL("../../../../manifests/guides/", import.meta.url);
const read = (lang: string, name: string): string => readFileSync(new URL(`${lang}/${name}`, guides), "utf8");

describe("the guides' Markdown", () => {
  it("becomes headings, texts and lists", () => {
    expect(blocksOf("# A\nb\nc\n\n- one\n  goes on\n- **two**\n\n1. x\n2. y")).toEqual([
      { kind: "heading", level: 1, spans: [{ kind: "plain", text: "A" }] },
      { kind: "text", spans: [{ kind: "plain", text: "b c" }] },
      { kind: "list", ordered: false, items: [[{ kind: "plain", text: "one goes on" }], [{ kind: "strong", text: "two" }]] },
      { kind: "list", ordered: true, items: [[{ kind: "plain", text: "x" }], [{ kind: "plain", text: "y" }]] },
    ]);
    expect(spansOf("a `b` **c**").map((span) => span.kind)).toEqual(["plain", "code", "plain", "strong"]);
  });

  it.each(["agents.md", "managers.md", "clients.md", "administrators.md"])("%s says the same in both languages", (name) => {
    const shape = (lang: string): string[] => blocksOf(read(lang, name)).map((block) => (block.kind === "list" ? `list ${block.items.length}` : block.kind === "heading" ? `heading ${block.level}` : "text"));
    expect(shape("ru")).toEqual(shape("en"));
    expect(shape("ru").length).toBeGreaterThan(6);
  });

  it("is there for everybody in both languages", () => expect(readdirSync(new URL("ru", guides)).sort()).toEqual(readdirSync(new URL("en", guides)).sort()));
});
