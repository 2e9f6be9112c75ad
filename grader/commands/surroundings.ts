import { realpathSync } from "node:fs";
import path from "node:path";
import type { ClassroomSubmission, Surroundings } from "../report/index.ts";
import type { Course } from "./course.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What the platform's environment variables say. No other format looks at them than the platform's own. */
export function surroundings(course: Course, environment: Environment): Surroundings {
  return { courseFolder: courseFolder(course, environment["GITHUB_WORKSPACE"]), classroom: classroomOf(environment) };
}

/** A course outside of the repository has no place in it: then paths are shown as they are. */
function courseFolder(course: Course, workspace: string | undefined): string {
  if (workspace === undefined || workspace === "") return "";
  const inside = path.relative(real(workspace), real(course.root));
  return inside.startsWith("..") || path.isAbsolute(inside) ? "" : inside.split(path.sep).join("/");
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return path.resolve(folder);
  }
}

/** Classroom 50's runner gives its autograders these; where one is missing that cannot be made up, it is another place. */
export function classroomOf(environment: Environment): ClassroomSubmission | null {
  const { CLASSROOM, ASSIGNMENT, SUBMISSION_TAG } = environment;
  if (!CLASSROOM || !ASSIGNMENT || !SUBMISSION_TAG) return null;
  const repository = environment["GITHUB_REPOSITORY"] ?? "";
  const server = environment["GITHUB_SERVER_URL"] ?? "https://github.com";
  const commit = environment["COMMIT_URL"] || `${server}/${repository}/commit/${environment["GITHUB_SHA"] ?? ""}`;
  return {
    classroom: CLASSROOM,
    assignment: ASSIGNMENT,
    assignmentType: environment["ASSIGNMENT_TYPE"] || "individual",
    owner: environment["USERNAME"] || owner(repository, CLASSROOM, ASSIGNMENT) || environment["GITHUB_ACTOR"] || "none",
    submission: SUBMISSION_TAG,
    commit,
    release: environment["RELEASE_URL"] || `${server}/${repository}/releases/tag/${encodeURIComponent(SUBMISSION_TAG)}`,
    review: environment["REVIEW_URL"] || commit,
    datetime: submittedAt(SUBMISSION_TAG),
  };
}

/** Repositories there are called `<classroom>-<assignment>-<owner>`. */
function owner(repository: string, classroomName: string, assignment: string): string | null {
  const name = repository.split("/").at(-1) ?? "";
  const prefix = `${classroomName}-${assignment}-`;
  return name.toLowerCase().startsWith(prefix.toLowerCase()) ? name.slice(prefix.length) : null;
}

/** The tag is `submit/<UTC time>-<commit>`. The runner puts its own time in the place of this one. */
function submittedAt(tag: string): string {
  const time = /^submit\/(\d{4})-?(\d\d)-?(\d\d)T(\d\d)[:-]?(\d\d)[:-]?(\d\d)Z/.exec(tag);
  if (time === null) return "1970-01-01T00:00:00Z";
  const [, year, month, day, hour, minute, second] = time;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}
