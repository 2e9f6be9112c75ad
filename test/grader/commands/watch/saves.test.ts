import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { watchSaves, type Saved } from "../../../../grader/commands/watch/saves.ts";
import { aCourse } from "../a-course.ts";

async function watched() {
  const root = aCourse({ "exercises/one/submission.ts": "first", "exercises/two/submission.ts": "first" });
  let heard: ((saved: Saved) => void) | null = null;
  const saves = watchSaves(root, (saved) => heard?.(saved), expect.unreachable);
  onTestFinished(() => saves.close());
  await saves.ready;
  return {
    file: (name: string) => path.join(root, name),
    /** The exercises that are told of once nothing more comes. */
    told: (): Promise<string[]> =>
      new Promise((resolve) => {
        heard = ({ exercises, shared, settled }) => {
          if (settled) resolve([...exercises, ...(shared ? ["shared"] : [])].toSorted());
        };
      }),
  };
}

afterEach(() => void vi.unstubAllEnvs());

describe("watchSaves", () => {
  it("hears of a file that is written in place, again and again", async () => {
    const { file, told } = await watched();
    for (const text of ["second", "third"]) {
      writeFileSync(file("exercises/one/submission.ts"), text);
      expect(await told()).toEqual(["one"]);
    }
  });

  it("hears of saves where it has to look for itself, as over a network, if it is told to", async () => {
    vi.stubEnv("CHOKIDAR_USEPOLLING", "1");
    const { file, told } = await watched();
    const submission = file("exercises/one/submission.ts");
    // The first look at a file may come after its first save, which then is nothing new: it is saved until it is heard of.
    let text = "";
    const savedAgain = async (save: () => void): Promise<string[]> => {
      const saving = setInterval(() => {
        text += "longer";
        save();
      }, 300);
      const heard = await told();
      clearInterval(saving);
      return heard;
    };
    expect(await savedAgain(() => writeFileSync(submission, text))).toEqual(["one"]);
    const byRename = (): void => {
      writeFileSync(`${submission}.tmp`, text);
      renameSync(`${submission}.tmp`, submission);
    };
    expect(await savedAgain(byRename)).toEqual(["one"]);
  });

  it("hears of saves by rename, as vim and JetBrains do them, again and again", async () => {
    const { file, told } = await watched();
    for (const text of ["second", "third", "fourth"]) {
      const submission = file("exercises/one/submission.ts");
      renameSync(submission, `${submission}~`);
      writeFileSync(`${submission}.tmp`, text);
      renameSync(`${submission}.tmp`, submission);
      rmSync(`${submission}~`);
      expect(await told()).toEqual(["one"]);
    }
  });

  it("hears of a file that vanishes and comes back", async () => {
    const { file, told } = await watched();
    rmSync(file("exercises/one/submission.ts"));
    expect(await told()).toEqual(["one"]);
    writeFileSync(file("exercises/one/submission.ts"), "back");
    expect(await told()).toEqual(["one"]);
  });

  it("hears of folders that come, the whole of the exercises too", async () => {
    const { file, told } = await watched();
    rmSync(file("exercises"), { recursive: true });
    await told();
    mkdirSync(file("exercises/three"), { recursive: true });
    await told();
    writeFileSync(file("exercises/three/submission.ts"), "new");
    expect(await told()).toEqual(["three"]);
  });

  it("tells of many saves at once in one go, and of those that all exercises have together", async () => {
    const { file, told } = await watched();
    mkdirSync(file("solutions"));
    for (const name of ["exercises/one/submission.ts", "exercises/two/submission.ts", "solutions/one.ts"]) {
      writeFileSync(file(name), "all");
    }
    expect(await told()).toEqual(["one", "shared", "two"]);
  });
});
