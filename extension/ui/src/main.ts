import "./style.css";
import { createApp } from "vue";
import { Api } from "./api";
import App from "./App.vue";
import { readBootstrap } from "./bootstrap";
import { PortalFrame } from "./frame";
import { screens } from "./screens";
import { freshSession, Session } from "./session";
import { shellKey, type Shell } from "./shell";
import { followTheme } from "./theme";
import { Words } from "./words";

const bootstrap = readBootstrap(document.getElementById("sd-bootstrap")?.textContent, navigator.language);
// The screen's script travels while the rest is set up.
void screens[bootstrap.page]();

const frame = new PortalFrame();

const session = new Session(bootstrap.session, () => freshSession(frame));
const words = new Words(bootstrap.lang);
const shell: Shell = { bootstrap, words, frame, api: new Api(session, (path, init) => fetch(path, init)) };

document.documentElement.lang = bootstrap.lang;
document.title = words.t("app.title");
followTheme(document.documentElement, window.matchMedia("(prefers-color-scheme: dark)"));
createApp(App).provide(shellKey, shell).mount("#app");
