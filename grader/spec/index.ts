export type * from "./exercise.ts";
export { readAnswers, type Answers, type QuizAnswer } from "./answers.ts";
export { answersText, type Chosen } from "./write-answers.ts";
export { defaultLimits, defaultStartMs } from "./build.ts";
export { listExercises, readExercise } from "./course.ts";
export { formatExerciseErrors } from "./format.ts";
export { loadExercise, type ExerciseSource, type LoadResult, type SourceFile } from "./load.ts";
export { nearest } from "./nearest.ts";
export { exerciseJsonSchema, exerciseSchemaText } from "./schema.ts";
