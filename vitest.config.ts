import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that take minutes, for whom the others would have to wait in the end. */
const LONGEST = ["test/security/", "test/acceptance/", "test/grader/sandbox/limits", "test/grader/sandbox/conformance"];

/** Vitest knows the files of a fresh clone by their size only. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const known = LONGEST.findIndex((part) => moduleId.includes(`/${part}`));
      return known === -1 ? LONGEST.length : known;
    };
    return (await super.sort(files)).toSorted((x, y) => rank(x) - rank(y));
  }
}

/** They change the process that they run in, look at what it has or starts, or run what keeps its state in a module. */
const ALONE = [
  "test/{bench,course,integrations,security,src}/**/*.test.ts",
  "test/acceptance/floods.test.ts",
  "test/docs/runtime.test.ts",
  "test/grader/commands/{cold-start,grade-shelf,memory,signals,streams,target,terminal}.test.ts",
  "test/grader/commands/{quiz,watch}/**/*.test.ts",
  "test/grader/compile/compiler-process.test.ts",
  "test/grader/compile/{frozen,isolated}/*.test.ts",
  "test/grader/grade.test.ts",
  "test/grader/processes/*.test.ts",
  "test/grader/sandbox/{batch,engine,fault,limits,much-memory,not-started,process}.test.ts",
  "test/grader/sandbox/{isolation/walls,web/side-by-side}.test.ts",
];

export default defineConfig({
  // Programs import the package by its name; tests run from source.
  resolve: { alias: [{ find: /^chronograde$/, replacement: fileURLToPath(new URL("src/index.ts", import.meta.url)) }] },
  test: {
    pool: "forks",
    // Vitest leaves one core free; on the two of a small CI machine that is half of the time.
    maxWorkers: availableParallelism(),
    globalSetup: "test/browser-installed.ts",
    testTimeout: 120_000,
    hookTimeout: 120_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: "each alone", include: ALONE } },
      // One process loads the modules once, and keeps a compiler warm, for all of these.
      { extends: true, test: { name: "together", include: ["test/**/*.test.ts"], exclude: ALONE, isolate: false } },
    ],
  },
});
