// Hosts an application's page in a frame, the way the portal does, and serves its bridge.
import { formatAnswer, frameName, parseMessage } from "./bridge.js";
import { el } from "./dom.js";
import { handlers, kNoReply } from "./commands.js";
import { post } from "./rest.js";

/**
 * Puts the frame of `placement` of the application into `place`.
 * `slider` is the slider the frame lives in, if it lives in one.
 */
export async function hostFrame(place, session, { app, placement, options = {}, install = false, slider = null }) {
  const opened = await post("/_double/frame", {
    user: session.me.id,
    client_id: app.client_id,
    placement,
    options,
    install,
  });
  const url = new URL(opened.url);
  const name = frameName(location.host, location.protocol === "https:", opened.app_sid);
  const frame = el("iframe", { name, src: "about:blank", class: "app-frame", data: { app: app.client_id, placement } });
  place.replaceChildren(frame);

  const context = { session, app, placement, install, slider, frame, sid: opened.app_sid };
  const listen = (event) => serve(event, url.origin, context);
  window.addEventListener("message", listen);
  slider?.closed.then(() => window.removeEventListener("message", listen));

  submit(url.href, opened.fields, name);
  return frame;
}

// Real frames are opened by a form, so that tokens travel in a body and never in an address.
function submit(action, fields, target) {
  const form = el(
    "form",
    { method: "POST", action, target, hidden: true },
    Object.entries(fields).map(([name, value]) => el("input", { type: "hidden", name, value: String(value ?? "") })),
  );
  document.body.append(form);
  form.submit();
  form.remove();
}

async function serve(event, origin, context) {
  if (event.origin !== origin || event.source !== context.frame.contentWindow) return;
  const message = parseMessage(event.data);
  if (!message || message.sid !== context.sid) return;
  const handler = Object.hasOwn(handlers, message.command) ? handlers[message.command] : null;
  if (!handler) return;
  const value = await handler(message.params, context).catch(() => kNoReply);
  if (value === kNoReply || message.callback === "") return;
  context.frame.contentWindow?.postMessage(formatAnswer(message.callback, value), origin);
}
