/** What a format has to say of the place that the grader runs at, and that is no part of any Grade. */
export interface Surroundings {
  /** The course's folder as seen from the root of the repository, with `/`; empty when it is the root. */
  readonly courseFolder: string;
  /** Null outside of Classroom 50. */
  readonly classroom: ClassroomSubmission | null;
}

/** Who hands in what where, as Classroom 50 tells its autograders. */
export interface ClassroomSubmission {
  readonly classroom: string;
  readonly assignment: string;
  readonly assignmentType: string;
  readonly owner: string;
  /** `submit/<time>-<commit>` */
  readonly submission: string;
  readonly commit: string;
  readonly release: string;
  readonly review: string;
  /** ISO 8601, of the submission: never of the grading. */
  readonly datetime: string;
}
