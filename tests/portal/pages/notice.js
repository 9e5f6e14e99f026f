// One line at the top of the page: what was done, or why it was not.
import { el } from "./dom.js";

function show(text, role) {
  const place = document.querySelector("#notices");
  place.replaceChildren(el("p", { role, class: role === "alert" ? "notice bad" : "notice" }, text));
}

export function say(text) {
  show(text, "status");
}

/** Runs `action`; a refusal is shown in the portal's words and gives undefined. */
export async function attempt(action) {
  try {
    return await action();
  } catch (fault) {
    show(fault.message, "alert");
    return undefined;
  }
}
