// Builds elements. Text always goes in as text, so nothing people typed becomes markup.

/** el("a", {href: "/", class: "link", onclick: fn, data: {tab: "x"}}, "text", child, [children]) */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "data") Object.assign(node.dataset, value);
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "selected" || name === "disabled") node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A choice; `options` is [[value, label], …]. */
export function select(attributes, options, chosen) {
  return el(
    "select",
    attributes,
    options.map(([value, label]) => el("option", { value, selected: String(value) === String(chosen) }, label)),
  );
}

/** A button that is off while its action runs, so that a double click acts once. */
export function button(label, action, attributes = {}) {
  const node = el("button", { type: "button", ...attributes }, label);
  node.addEventListener("click", async (event) => {
    event.stopPropagation();
    node.disabled = true;
    try {
      await action();
    } finally {
      node.disabled = false;
    }
  });
  return node;
}
