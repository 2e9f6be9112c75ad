import { testAttacks } from "./attack-tests.ts";
import { classes, SLOW_CLASSES } from "./corpus.ts";

testAttacks(classes.filter((kind) => !SLOW_CLASSES.includes(kind)));
