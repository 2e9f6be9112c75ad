import { testExercises } from "./exercises.ts";

testExercises(["limits", "imports", "entry-async"], "submission");
