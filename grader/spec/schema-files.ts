/** Paths in exercise.yaml. */
import { isFixtureName } from "./fixtures.ts";
import { across, leaf, someOf } from "./leaf.ts";

const file = leaf<string>({
  expected: "a path inside the exercise's folder, such as submission.ts or lib/*.ts",
  json: { type: "string", minLength: 1 },
  takes: ["string"],
  read: (raw, refuse) => {
    const path = String(raw).replace(/^(\.\/)+/, "");
    const problem = unsafe(path);
    return problem === null ? path : refuse({ message: problem.message, suggestion: problem.suggestion });
  },
});

function unsafe(path: string): { message: string; suggestion: string | null } | null {
  if (path.includes("\\")) return { message: "a path is written with /", suggestion: path.replaceAll("\\", "/") };
  if (path.startsWith("/") || /^[a-z]:/i.test(path) || path.startsWith("~")) {
    return { message: "a path is relative to the exercise's folder", suggestion: null };
  }
  const parts = path.split("/");
  if (parts.includes("..")) return { message: "a path stays inside the exercise's folder", suggestion: null };
  if (parts.some((part) => part === "" || part === "."))
    return { message: "this is not the path of a file", suggestion: null };
  return null;
}

export const files = someOf(file, "files").check(
  across(([first], refuse) => {
    if (typeof first !== "string") return;
    if (/[*?]/.test(first))
      refuse("the first file is the entry file, which cannot be a glob", {
        expected: "a path without * and ?, such as submission.ts",
        path: [0],
      });
    else if (!/\.m?ts$/.test(first) || /\.d\.m?ts$/.test(first)) {
      refuse("the entry file is a TypeScript file", { path: [0], expected: "a path that ends in .ts" });
    }
  }),
);

export const ownFile = leaf<string>({
  expected: "a TypeScript file in the exercise's folder, such as harness.ts",
  json: { type: "string", pattern: "^[^*?]+\\.m?ts$" },
  takes: ["string"],
  read: (raw, refuse) => {
    const path = String(raw).replace(/^(\.\/)+/, "");
    const problem = unsafe(path);
    if (problem !== null) return refuse({ message: problem.message, suggestion: problem.suggestion });
    return /^[^*?]+\.m?ts$/.test(path) && !/\.d\.m?ts$/.test(path) ? path : refuse({ suggestion: inTypeScript(path) });
  },
});

/** `harness.js` and `harness` are `harness.ts`. */
function inTypeScript(path: string): string | null {
  const [, stem] = /^([^*?.]+)(?:\.[mc]?jsx?|\.tsx)?$/.exec(path) ?? [];
  return stem === undefined ? null : `${stem}.ts`;
}

export const fixture = leaf<string>({
  expected: "a YAML or JSON file in the course's folder fixtures/, such as posts.yaml",
  json: { type: "string", pattern: "^[^*?:\\\\]+\\.(ya?ml|json)$" },
  takes: ["string"],
  read: (raw, refuse) => {
    const name = String(raw);
    if (isFixtureName(name)) return name;
    const bare = name.replace(/^(?:\.{1,2}\/)*(?:fixtures\/)?/, "");
    const leaves = name.split("/").includes("..");
    return refuse({
      ...(leaves ? { message: "a fixture is named by its path below fixtures/" } : {}),
      suggestion: bare !== name && isFixtureName(bare) ? bare : null,
    });
  },
});
