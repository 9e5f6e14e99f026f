import type { B24Frame } from "@bitrix24/b24jssdk";

export interface PortalAuth {
  readonly auth_id: string;
  readonly refresh_id: string;
  readonly domain: string;
  readonly member_id: string;
}

/** The portal around our frame. The SDK is large and rarely needed at once, so it is loaded behind the first paint. */
export class PortalFrame {
  #frame: Promise<B24Frame> | null = null;

  /** False when the page was opened outside a portal: there is nobody to talk to. */
  get inside(): boolean {
    return window.name.split("|").length >= 3;
  }

  connect(): Promise<B24Frame> {
    this.#frame ??= import("@bitrix24/b24jssdk").then((sdk) => sdk.initializeB24Frame());
    return this.#frame;
  }

  /** Resolves when the task's slider is closed; rejects when the portal would not open it. */
  openTask(group: number, ticket: number): Promise<void> {
    return this.#slide(`/workgroups/group/${group}/tasks/task/view/${ticket}/`);
  }

  /** The same where the page does not know the task's group: among the tasks of `user`, who looks at it. */
  openTaskOf(user: number, ticket: number): Promise<void> {
    return this.#slide(`/company/personal/user/${user}/tasks/task/view/${ticket}/`);
  }

  async #slide(path: string): Promise<void> {
    const frame = await this.connect();
    await frame.slider.openPath(frame.slider.getUrl(path), 1200);
  }

  /** Opens an address of the portal in a tab of its own, with the person's own sign-in there. */
  async openInPortal(path: string): Promise<void> {
    const frame = await this.connect();
    window.open(frame.slider.getUrl(path).toString(), "_blank", "noopener");
  }

  async renewAuth(): Promise<PortalAuth | null> {
    const frame = await this.connect();
    // The SDK's types leave out that it answers false when the fresh token has run out already.
    const auth: Awaited<ReturnType<typeof frame.auth.refreshAuth>> | false = await frame.auth.refreshAuth();
    if (!auth) return null;
    return {
      auth_id: auth.access_token,
      refresh_id: auth.refresh_token,
      domain: new URL(auth.domain).host,
      member_id: auth.member_id,
    };
  }

  /** True when the portal was told that the installation is over: it reloads its page and this frame with it. */
  async finishInstall(): Promise<boolean> {
    const frame = await this.connect();
    if (!frame.isInstallMode) return false;
    await frame.installFinish();
    return true;
  }

  /** A board needs height; a portal opens the frame as low as it likes. Width stays the portal's. */
  async growTo(height: number): Promise<void> {
    if (window.innerHeight >= height) return;
    document.body.style.minHeight = `${height}px`;
    const frame = await this.connect();
    await frame.parent.fitWindow();
  }
}
