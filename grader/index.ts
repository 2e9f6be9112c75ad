export { grade, InvalidExerciseError, type GradeRequest } from "./grade.ts";
export { reportJson, reportText } from "./report/index.ts";
export type { CheckGrade, Finding, Grade, Points, ScenarioGrade } from "./score/index.ts";
