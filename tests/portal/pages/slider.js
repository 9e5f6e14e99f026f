// The portal's slider: an overlay from the right that holds a native page or an application's frame.
import { el } from "./dom.js";

const open = [];

/**
 * Opens a slider around what `fill(body, slider)` puts into it. `slider.close()` closes it;
 * `slider.closed` resolves when somebody has.
 */
export function openSlider(label, closeWord, fill) {
  let settle;
  const closed = new Promise((resolve) => {
    settle = resolve;
  });
  const body = el("div", { class: "slider-body" });
  const veil = el(
    "div",
    { class: "slider-veil", data: { slider: label } },
    el(
      "section",
      { class: "slider", role: "dialog", "aria-label": label },
      el("button", { type: "button", class: "slider-close", data: { action: "close-slider" }, title: closeWord }, "×"),
      body,
    ),
  );
  const slider = {
    closed,
    close() {
      if (!veil.isConnected) return;
      veil.remove();
      open.splice(open.indexOf(slider), 1);
      settle();
    },
  };
  veil.querySelector(".slider-close").addEventListener("click", slider.close);
  veil.addEventListener("click", (event) => {
    if (event.target === veil) slider.close();
  });
  document.body.append(veil);
  open.push(slider);
  fill(body, slider);
  return slider;
}

/** A native page of the portal in a slider, as the portal shows it: a frame with IFRAME=Y. */
export function openPage(path, closeWord) {
  const url = new URL(path, location.origin);
  url.searchParams.set("IFRAME", "Y");
  url.searchParams.set("IFRAME_TYPE", "SIDE_SLIDER");
  return openSlider(url.pathname, closeWord, (body) => {
    body.append(el("iframe", { src: url.pathname + url.search, class: "slider-page", title: url.pathname }));
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") open.at(-1)?.close();
});

// A page inside a slider asks the page around it to close the slider.
window.addEventListener("message", (event) => {
  if (event.origin === location.origin && event.data === "double:close-slider") open.at(-1)?.close();
});
