import { fitsFiles } from "../../compile/index.ts";
import { type Exercise, FIXTURES } from "../../spec/index.ts";
import { ownFiles } from "../provenance.ts";

/** Whose a file of the course is. */
export type Owner =
  /** A learner's: handed in as the answer to this exercise. */
  | { readonly kind: "submission"; readonly exercise: string; readonly inside: string }
  /** The instructor's, or nobody's who hands something in. */
  | { readonly kind: "protected"; readonly message: string }
  /** Neither is it graded, nor does it matter to a grade. */
  | { readonly kind: "other" };

/**
 * @param inCourse path relative to the course, with `/`; null for a file outside of it
 * @param inRepository the same relative to the repository
 * @param exercises those of the base
 */
export function ownerOf(
  inCourse: string | null,
  inRepository: string,
  exercises: ReadonlyMap<string, Exercise>,
): Owner {
  if (inCourse !== null) {
    const [folder, id = "", ...rest] = inCourse.split("/");
    const exercise = folder === "exercises" ? exercises.get(id) : undefined;
    const inside = rest.join("/");
    if (exercise !== undefined && inside !== "" && isHandedIn(exercise, inside)) {
      return { kind: "submission", exercise: id, inside };
    }
    const message = protectedInCourse(inCourse);
    if (message !== null) return { kind: "protected", message };
  }
  const message = protectedInRepository(inRepository);
  return message === null ? { kind: "other" } : { kind: "protected", message };
}

/** What an exercise declares as its submission, whatever else lies in its folder. */
export function isHandedIn(exercise: Exercise, inside: string): boolean {
  if (exercise.kind === "quiz") return inside === "answers.yaml";
  // The instructor's own, should a glob of the exercise fit it.
  const own = ["exercise.yaml", "README.md", ...ownFiles(exercise)].map(folded);
  return !own.includes(folded(inside)) && fitsFiles(inside, exercise.files);
}

/** File systems that take no notice of case or of how an accent is written would put these in one place. */
function folded(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

function protectedInCourse(inCourse: string): string | null {
  const [first = ""] = folded(inCourse).split("/");
  if (first === "exercises") {
    return "It is part of an exercise, but not a file that learners hand in.";
  }
  if (first === FIXTURES) return "Replies that exercises share belong to the instructor.";
  if (first === "solutions") return "Solutions and hidden scenarios belong to the instructor.";
  if (/^tsconfig(?:\.[^/]*)?\.json$/.test(first) || first === ".chronograde" || first === "exercise.schema.json") {
    return "It configures how the course is graded.";
  }
  return null;
}

function protectedInRepository(inRepository: string): string | null {
  const path = folded(inRepository);
  if (path.startsWith(".github/")) return "Workflows decide what is graded and how.";
  if (/(?:^|\/)\.(?:gitattributes|gitmodules)$/.test(path)) return "It changes how git treats files.";
  return null;
}
