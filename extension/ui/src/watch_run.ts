import type { Answer } from "./api";
import type { Run } from "./install_state";

export interface RunPorts {
  readonly ask: () => Promise<Answer<Run>>;
  readonly show: (run: Run) => void;
  readonly pause: () => Promise<void>;
}

const patience = 30;

/** Looks at a running installation until it has ended. A service that does not answer for a while is asked again. Returns the code of what made it give up, or "". */
export async function watchRun(ports: RunPorts, signal: AbortSignal): Promise<string> {
  let silent = 0;
  while (!signal.aborted) {
    const answer = await ports.ask();
    if (signal.aborted) return "";
    if (answer.ok) {
      silent = 0;
      ports.show(answer.value);
      if (answer.value.state !== "running") return "";
    } else {
      silent += 1;
      const away = answer.status === 0 || answer.status >= 500;
      if (!away || silent >= patience) return answer.code;
    }
    await ports.pause();
  }
  return "";
}
