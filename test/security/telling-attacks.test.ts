import { testAttacks } from "./attack-tests.ts";
import { TELLING_CLASSES } from "./corpus.ts";

testAttacks(TELLING_CLASSES, { tries: "all" });
