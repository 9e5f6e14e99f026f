// The wire of the frame bridge, as pure functions: what a message from an application's page says,
// how an answer is spelled, and which portal paths an application may open. No DOM in here.

/** Where the frame lives and what it is told in its window name. */
export function frameName(host, secure, appSid) {
  return `${host}|${secure ? 1 : 0}|${appSid}`;
}

/**
 * Reads one message of an application's page.
 *
 * Ordinary commands are strings, `command[:params]:callback:sid`, and the params may hold colons.
 * Commands whose name holds a colon come as objects. Returns null for anything else.
 */
export function parseMessage(data) {
  if (typeof data === "string") return parseText(data);
  if (data !== null && typeof data === "object" && typeof data.method === "string") {
    return {
      command: data.method,
      params: isObject(data.params) ? data.params : {},
      callback: typeof data.callback === "string" ? data.callback : "",
      sid: typeof data.appSid === "string" ? data.appSid : "",
    };
  }
  return null;
}

function parseText(text) {
  const parts = text.split(":");
  if (parts.length < 2) return null;
  const command = parts[0];
  const sid = parts[parts.length - 1];
  // The oldest pages send `command:sid`, with nobody waiting for an answer.
  const callback = parts.length > 2 ? parts[parts.length - 2] : "";
  const raw = parts.slice(1, -2).join(":");
  return { command, params: parseParams(raw), callback, sid };
}

// A raw value (setValue) is kept as text.
function parseParams(raw) {
  if (raw === "") return {};
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}

function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The text that answers `callback`; without a value the data part is empty. */
export function formatAnswer(callback, value) {
  return `${callback}:${value === undefined ? "" : JSON.stringify(value)}`;
}

const kOpenable =
  /^\/(crm\/(deal|lead|contact|company|type)|marketplace|company\/personal\/user\/[0-9]+|workgroups\/group\/[0-9]+)\//;

/**
 * The portal page behind a path an application asks to open, or null when it may not.
 *
 * The SDK hides the wanted path behind a longer one (`/crm/type/0/details/0/../../../../..` plus the
 * path) to choose the slider's width; both the spelling and what it resolves to must be allowed.
 */
export function openablePath(path, origin, appId) {
  if (typeof path !== "string" || !kOpenable.test(path)) return null;
  let url;
  try {
    url = new URL(path, origin);
  } catch {
    return null;
  }
  if (url.origin !== origin || !kOpenable.test(url.pathname)) return null;
  url.searchParams.set("from", "rest_placement");
  url.searchParams.set("from_app", String(appId));
  return url.pathname + url.search;
}

/** What openApplication hands on to the new frame: everything but the slider's own settings. */
export function applicationOptions(params) {
  const options = {};
  for (const [key, value] of Object.entries(isObject(params) ? params : {})) {
    if (!key.startsWith("bx24_")) options[key] = value;
  }
  return { ...options, IFRAME: "Y", IFRAME_TYPE: "SIDE_SLIDER" };
}

/** The size a frame gets; numbers are bounded, a width of "100%" is kept. */
export function frameSize(params) {
  const bounded = (value, least) => Math.min(20000, Math.max(least, Math.round(Number(value) || least)));
  const asked = isObject(params) ? params : {};
  return {
    width: typeof asked.width === "string" && asked.width.endsWith("%") ? "100%" : bounded(asked.width, 200),
    height: bounded(asked.height, 100),
  };
}
