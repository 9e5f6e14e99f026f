import "./style.css";
import table from "virtual:client-words";
import { createApp } from "vue";
import ClientApp from "@clients/ClientApp.vue";
import { keyOf, openLink } from "@clients/link";
import LinkDoor from "@clients/LinkDoor.vue";
import { clientShellKey } from "@clients/shell";
import { Api } from "./api";
import { readBootstrap } from "./bootstrap";
import { PortalFrame } from "./frame";
import { freshSession, Session } from "./session";
import { followTheme } from "./theme";
import { Wording } from "./wording";

const bootstrap = readBootstrap(document.getElementById("sd-bootstrap")?.textContent, navigator.language);
const frame = new PortalFrame();
const words = new Wording(bootstrap.lang, table[bootstrap.lang]);

const ask = (path: string, init: RequestInit): Promise<Response> => fetch(path, init);

/** Whoever has come through the portal's frame. */
function begin(): void {
  const api = new Api(new Session(bootstrap.session, () => freshSession(frame)), ask);
  createApp(ClientApp).provide(clientShellKey, { bootstrap, words, api, frame, as: "" }).mount("#app");
}

/** Whoever has come by a personal link; when it is withdrawn, or its time is over, he stands before the door again. */
function beginWithLink(ended = false): void {
  const key = keyOf(window.location.hash);
  const again = async (): Promise<string | null> => {
    const opened = await openLink(key, bootstrap.lang, ask);
    return opened.ok ? opened.session : null;
  };
  const onOpened = ({ session, name }: { session: string; name: string }): void => {
    door.unmount();
    const askInside = async (path: string, init: RequestInit): Promise<Response> => {
      const answer = await ask(path, init);
      if (answer.status === 401 && (await answer.clone().text()).includes('"session.ended"')) {
        page.unmount();
        beginWithLink(true);
      }
      return answer;
    };
    const page = createApp(ClientApp);
    page.provide(clientShellKey, { bootstrap: { ...bootstrap, session }, words, api: new Api(new Session(session, again), askInside), frame, as: name }).mount("#app");
  };
  const door = createApp(LinkDoor, { words, linkKey: key, ended, onOpened });
  door.mount("#app");
}

document.documentElement.lang = bootstrap.lang;
document.title = words.t("client.title");
followTheme(document.documentElement, window.matchMedia("(prefers-color-scheme: dark)"));
if (bootstrap.page === "link") {
  beginWithLink();
  // Another link in the same tab is another door.
  window.addEventListener("hashchange", () => window.location.reload());
} else {
  begin();
}
