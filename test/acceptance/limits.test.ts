import { testExercises } from "./exercises.ts";

testExercises(["limits"], "submission");
