import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** A copy of the course outside of the repository, and around it all that no attack may read, write or reach. */
export interface Traps {
  /** Absolute path of the course. */
  readonly course: string;
  /** What the attacks' texts call them, and what they are. */
  readonly places: Readonly<Record<"TRAP_ORIGIN" | "TRAP_PORT" | "TRAP_FOLDER", string>>;
  /** Texts that may stand in no output. */
  readonly secrets: readonly string[];
  /** What the traps caught, in words. */
  sprung(): string[];
  remove(): void;
}

const VARIABLE = "CHRONOGRADE_TEST_CANARY";

export async function setTraps(): Promise<Traps> {
  const folder = mkdtempSync(path.join(tmpdir(), "chronograde-traps-"));
  const course = path.join(folder, "course");
  cpSync(path.join(import.meta.dirname, "course"), course, { recursive: true });
  writeFileSync(path.join(folder, "secret.txt"), "canary-file-2a7");
  writeFileSync(path.join(folder, "secret.ts"), `export const secret = "canary-file-2a7";\n`);
  process.env[VARIABLE] = "canary-variable-d19";

  const visits: string[] = [];
  const server = createServer((socket) => {
    visits.push("a connection came in");
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const address = server.address();
  const port = typeof address === "object" && address !== null ? `${address.port}` : "";
  const repository = path.resolve(import.meta.dirname, "../..");
  return {
    course,
    places: { TRAP_ORIGIN: `http://127.0.0.1:${port}`, TRAP_PORT: port, TRAP_FOLDER: folder },
    secrets: [
      // The hidden scenarios: inputs, replies, results.
      "canary-argument",
      "canary-reply",
      "70144",
      "140288",
      // The solution's text, the environment, a file beside the course, where things are on this machine.
      "canary-solution",
      "canary-variable",
      "canary-file",
      folder,
      repository,
      // Where things are in the grader, as a stack tells it.
      "(chronograde:",
    ],
    sprung: () => [...visits, ...(existsSync(path.join(folder, "written")) ? ["a file was written"] : [])],
    remove() {
      server.close();
      delete process.env[VARIABLE];
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
