import { sumPoints, type Grade, type Points } from "../score/index.ts";

export interface Summary {
  /** `errors` are not among them. */
  readonly graded: number;
  readonly passed: number;
  readonly failed: number;
  readonly rejected: number;
  readonly errors: number;
  readonly score: Points;
  readonly maxScore: Points;
}

/** What was not graded counts in no total: neither its points nor its maximum. */
export function summarize(grades: readonly Pick<Grade, "status" | "score" | "maxScore">[]): Summary {
  const count = (status: Grade["status"]) => grades.filter((grade) => grade.status === status).length;
  const counted = grades.filter((grade) => grade.status !== "error");
  return {
    graded: counted.length,
    passed: count("passed"),
    failed: count("failed"),
    rejected: count("rejected"),
    errors: count("error"),
    score: sumPoints(counted.flatMap((grade) => (grade.score === null ? [] : [grade.score]))),
    maxScore: sumPoints(counted.map((grade) => grade.maxScore)),
  };
}
