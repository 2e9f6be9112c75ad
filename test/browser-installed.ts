import { setTimeout as passed } from "node:timers/promises";

/** `.ci/run` may still be installing a browser: a test that looked for it before would be skipped. Looking all the time would take the core that it needs. */
export async function setup(): Promise<void> {
  const installer = Number(process.env["BROWSER_INSTALLER"] ?? 0);
  while (installer > 0 && isAlive(installer)) await passed(200);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
