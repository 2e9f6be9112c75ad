import { testAttacks } from "./attack-tests.ts";
import { classes, SLOW_CLASSES, TELLING_CLASSES } from "./corpus.ts";

testAttacks(
  classes.filter((kind) => ![...SLOW_CLASSES, ...TELLING_CLASSES].includes(kind)),
  { tries: "solution" },
);
