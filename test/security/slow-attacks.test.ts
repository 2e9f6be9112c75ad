import { testAttacks } from "./attack-tests.ts";
import { SLOW_CLASSES } from "./corpus.ts";

testAttacks(SLOW_CLASSES, { tries: "solution" });
