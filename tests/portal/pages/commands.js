// What the portal's page does for each bridge command of an application (portal side of the SDK's
// frame managers). A command that is not in here is ignored without a word, as in a real portal.
import { applicationOptions, frameSize, openablePath } from "./bridge.js";
import { choosePeople } from "./people.js";
import { hostFrame } from "./frame.js";
import { post } from "./rest.js";
import { openPage, openSlider } from "./slider.js";

/** The handler has nothing to answer; the SDK waits or gives up by itself. */
export const kNoReply = Symbol("no reply");

// The double keeps what outlives the page: tokens, options, the installed mark.
async function byServer(command, params, context) {
  const answered = await post("/_double/bridge", {
    app_sid: context.sid,
    command,
    params,
  });
  return Object.hasOwn(answered, "reply") ? answered.reply : kNoReply;
}

const served = (command) => (params, context) => byServer(command, params, context);

async function setInstallFinish(params, context) {
  await byServer("setInstallFinish", params, context);
  const url = new URL(location.href);
  url.searchParams.set("install_finished", "Y");
  location.assign(url);
  return kNoReply;
}

async function resizeWindow(params, context) {
  const size = frameSize(params);
  context.frame.style.width = size.width === "100%" ? "100%" : `${size.width}px`;
  context.frame.style.height = `${size.height}px`;
  return size;
}

async function setTitle(params) {
  document.querySelector("#page-title")?.replaceChildren(String(params.title ?? ""));
  return params;
}

async function setScroll(params) {
  window.scrollTo(0, Number(params.scroll) || 0);
  return params;
}

async function reloadWindow() {
  location.reload();
  return kNoReply;
}

async function openPath(params, context) {
  const path = openablePath(params.path, location.origin, context.app.client_id);
  if (path === null) return { result: "error", errorCode: "PATH_NOT_AVAILABLE" };
  await openPage(path, context.session.words.close).closed;
  return { result: "close" };
}

async function openApplication(params, context) {
  const { session, app } = context;
  const slider = openSlider(String(params.bx24_title ?? app.title), session.words.close, (body, self) => {
    const width = Number(params.bx24_width);
    if (width > 0) body.parentElement.style.width = `${width}px`;
    void hostFrame(body, session, { app, placement: "DEFAULT", options: applicationOptions(params), slider: self });
  });
  await slider.closed;
  return undefined;
}

async function closeApplication(_, context) {
  context.slider?.close();
  return kNoReply;
}

async function selectUser(params, context) {
  const many = params.mult === true;
  const chosen = await choosePeople(context.session, many);
  if (chosen === null) return null;
  const rows = chosen.map((user) => ({
    id: String(user.id),
    name: user.name,
    photo: "",
    position: "",
    url: `/company/personal/user/${user.id}/`,
    sub: false,
    sup: false,
  }));
  return many ? rows : rows[0];
}

async function selectAccess(params, context) {
  const blocked = new Set(Array.isArray(params.value) ? params.value : []);
  const chosen = (await choosePeople(context.session, true)) ?? [];
  return chosen.map((user) => ({ id: `U${user.id}`, name: user.name })).filter((row) => !blocked.has(row.id));
}

const silent = async () => kNoReply;

export const handlers = {
  getInitData: served("getInitData"),
  setInstall: served("setInstall"),
  setInstallFinish,
  refreshAuth: served("refreshAuth"),
  setAppOption: served("setAppOption"),
  setUserOption: served("setUserOption"),
  getInterface: served("getInterface"),
  selectCRM: served("selectCRM"),
  resizeWindow,
  setTitle,
  setScroll,
  reloadWindow,
  openPath,
  openApplication,
  closeApplication,
  selectUser,
  selectAccess,
  imCallTo: silent,
  imPhoneTo: silent,
  imOpenMessenger: silent,
  imOpenHistory: silent,
  // Events come later, if at all: an answer now would be taken for the first of them.
  placementBindEvent: silent,
};
