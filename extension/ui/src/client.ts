import "./style.css";
import table from "virtual:client-words";
import { createApp } from "vue";
import ClientApp from "@clients/ClientApp.vue";
import { clientShellKey } from "@clients/shell";
import { Api } from "./api";
import { readBootstrap } from "./bootstrap";
import { PortalFrame } from "./frame";
import { freshSession, Session } from "./session";
import { followTheme } from "./theme";
import { Wording } from "./wording";

const bootstrap = readBootstrap(document.getElementById("sd-bootstrap")?.textContent, navigator.language);
const frame = new PortalFrame();
const session = new Session(bootstrap.session, () => freshSession(frame));
const words = new Wording(bootstrap.lang, table[bootstrap.lang]);
const api = new Api(session, (path, init) => fetch(path, init));

document.documentElement.lang = bootstrap.lang;
document.title = words.t("client.title");
followTheme(document.documentElement, window.matchMedia("(prefers-color-scheme: dark)"));
createApp(ClientApp).provide(clientShellKey, { bootstrap, words, api, frame }).mount("#app");
