// What axe-core finds wrong with a page, as WCAG 2.2 AA has it: serious and critical findings only.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const kRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** `frame`: a Frame of playwright. Resolves to one line for each finding. */
export async function findings(frame) {
  await frame.evaluate(source);
  const found = await frame.evaluate((rules) => window.axe.run(document, { runOnly: { type: "tag", values: rules } }), kRules);
  return found.violations
    .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => `${node.target.join(" ")} ${node.failureSummary.replaceAll("\n", " ")}`).join(" | ")}`);
}
