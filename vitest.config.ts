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

/** Tests of modules that hold no state and start no processes: one process loads them once, and keeps one compiler warm, for all of them. */
const STATELESS = [
  "test/grader/{spec,values,schedule,explain,score,report}/**/*.test.ts",
  "test/grader/compile/!(compiler-process).test.ts",
  "test/grader/compile/{emit,mutants}/*.test.ts",
  "test/grader/sandbox/{assemble,build,host}/*.test.ts",
  "test/grader/sandbox/{isolation/isolation,lanes,turns,wire}.test.ts",
  "test/grader/commands/{help,in-order,list,load-exercises,make-folder,missing-argument,not-written,prose}.test.ts",
  "test/grader/commands/{report-target,require-isolation,reset,text-as-it-comes,where,write-whole}.test.ts",
];

export default defineConfig({
  // Programs import the package by its name; tests run from source.
  resolve: { alias: [{ find: /^chronograde$/, replacement: fileURLToPath(new URL("src/index.ts", import.meta.url)) }] },
  test: {
    pool: "forks",
    // Vitest leaves one core free; on the two of a small CI machine that is half of the time.
    maxWorkers: availableParallelism(),
    testTimeout: 120_000,
    hookTimeout: 120_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: "each alone", include: ["test/**/*.test.ts"], exclude: STATELESS } },
      { extends: true, test: { name: "stateless", include: STATELESS, isolate: false } },
    ],
  },
});
