// The portal's dialog for choosing people.
import { button, el } from "./dom.js";

/** Resolves to the chosen users, or null when the person thought better of it. */
export function choosePeople(session, many) {
  const { words } = session;
  return new Promise((resolve) => {
    const kind = many ? "checkbox" : "radio";
    const dialog = el("dialog", { class: "people", data: { dialog: "people" } });
    const done = (value) => {
      dialog.remove();
      resolve(value);
    };
    const rows = session.users
      .filter((user) => user.kind !== "email")
      .map((user) =>
        el("label", {}, el("input", { type: kind, name: "person", value: String(user.id) }), ` ${user.name}`),
      );
    const choose = () => {
      const ids = new Set([...dialog.querySelectorAll("input:checked")].map((input) => Number(input.value)));
      done(ids.size === 0 ? null : session.users.filter((user) => ids.has(user.id)));
    };
    dialog.append(
      el("div", { class: "people-list" }, rows),
      el(
        "footer",
        {},
        button(words.choose, choose, { data: { action: "choose" }, class: "primary" }),
        button(words.cancel, () => done(null), { data: { action: "cancel" } }),
      ),
    );
    dialog.addEventListener("cancel", () => done(null));
    document.body.append(dialog);
    dialog.showModal();
  });
}
