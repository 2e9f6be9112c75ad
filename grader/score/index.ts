export type * from "./grade.ts";
export { sumPoints, toFraction } from "./fractions.ts";
export { needsReference, withReference, type ReferenceRun } from "./with-reference.ts";
export { redactHidden } from "./redact.ts";
export { scoreQuiz } from "./score-quiz.ts";
export { scoreSubmission, type Graded } from "./score-submission.ts";
export { runFindings } from "./scenario-findings.ts";
export { ScheduleTally, type Exploration } from "./under-schedules.ts";
export { ungraded } from "./ungraded.ts";
