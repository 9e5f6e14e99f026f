/** The little of Markdown that the guides are written in: headings, paragraphs, lists, bold and code. */
export interface Span {
  readonly text: string;
  readonly kind: "plain" | "strong" | "code";
}
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly spans: readonly Span[] }
  | { readonly kind: "text"; readonly spans: readonly Span[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] };

export function spansOf(line: string): readonly Span[] {
  return line
    .split(/(\*\*[^*]+\*\*|`[^`]+`)/)
    .filter((part) => part !== "")
    .map((part): Span => {
      if (part.startsWith("**") && part.length > 4) return { kind: "strong", text: part.slice(2, -2) };
      if (part.startsWith("`") && part.length > 2) return { kind: "code", text: part.slice(1, -1) };
      return { kind: "plain", text: part };
    });
}

/** Lines that belong together are one block; a list goes on through indented lines. */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  for (const chunk of markdown.replaceAll("\r\n", "\n").split(/\n{2,}/)) {
    const lines = chunk.split("\n").filter((line) => line.trim() !== "");
    const [first] = lines;
    if (first === undefined) continue;
    const heading = /^(#{1,4}) (.+)$/.exec(first);
    if (heading) {
      blocks.push({ kind: "heading", level: heading[1]?.length ?? 1, spans: spansOf(heading[2] ?? "") });
      lines.shift();
    }
    if (lines.length === 0) continue;
    const mark = /^(?:- |(\d+)\. )/;
    const opened = mark.exec(lines[0] ?? "");
    if (!opened) {
      blocks.push({ kind: "text", spans: spansOf(lines.join(" ")) });
      continue;
    }
    const items: string[] = [];
    for (const line of lines) {
      if (mark.test(line)) items.push(line.replace(mark, ""));
      else items.push(`${items.pop() ?? ""} ${line.trim()}`);
    }
    blocks.push({ kind: "list", ordered: opened[1] !== undefined, items: items.map(spansOf) });
  }
  return blocks;
}
