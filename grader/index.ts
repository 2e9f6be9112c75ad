export { grade, InvalidExerciseError, type GradeRequest } from "./grade.ts";
export { reportJson, reportText } from "./report/index.ts";
export type {
  CheckedError,
  CheckedRun,
  CheckGrade,
  Finding,
  Grade,
  OwnCheck,
  Points,
  ScenarioGrade,
} from "./score/index.ts";
