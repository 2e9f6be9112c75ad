import { CHRONOGRADE_TYPES } from "./chronograde.ts";
import { EVENT_TYPES } from "./events.ts";
import { FETCH_TYPES } from "./fetch.ts";
import { GRADER_TYPES } from "./grader.ts";
import { LANGUAGE_TYPES } from "./language.ts";
import { NODE_MODULE_TYPES } from "./node-modules.ts";
import { STREAM_TYPES } from "./streams.ts";
import { URL_TYPES } from "./url.ts";

export { GRADER_TYPES_MODULE } from "./grader.ts";
export { ALLOWABLE_MODULES } from "./node-modules.ts";

/** Where the declarations stand in the checker's file system: outside any submission's folder. */
export const DECLARATIONS_ROOT = "/declarations/";

/**
 * Everything that a submission has beside the ECMAScript library: path in the checker's file system, text. Written by hand, because
 * the types of Node and of browsers promise far more than a submission gets.
 */
export const DECLARATIONS: readonly (readonly [string, string])[] = [
  [`${DECLARATIONS_ROOT}language.d.ts`, LANGUAGE_TYPES],
  [`${DECLARATIONS_ROOT}events.d.ts`, EVENT_TYPES],
  [`${DECLARATIONS_ROOT}fetch.d.ts`, FETCH_TYPES],
  [`${DECLARATIONS_ROOT}streams.d.ts`, STREAM_TYPES],
  [`${DECLARATIONS_ROOT}url.d.ts`, URL_TYPES],
  [`${DECLARATIONS_ROOT}chronograde.d.ts`, CHRONOGRADE_TYPES],
  [`${DECLARATIONS_ROOT}grader.d.ts`, GRADER_TYPES],
  [`${DECLARATIONS_ROOT}node-modules.d.ts`, NODE_MODULE_TYPES],
];
