import type { Limits } from "../../spec/index.ts";
import { showDuration } from "../../values/index.ts";

/** What a learner is told of a limit that ended the program: which one, the likely cause, and how to mend it. */

export function tooMuchSent(megabytes: number): string {
  return `More than ${megabytes} MB were sent in requests. Does a body or an address grow in a loop? Send only what the exercise asks for.`;
}

export function tooManyRequests({ requests }: Limits): string {
  return `More than ${requests} requests were sent. Is one sent in a loop that does not end? Send each request once, and stop when you have the answer.`;
}

export function tooMuchOutput({ outputBytes }: Limits): string {
  return `The program printed more than ${outputBytes} bytes. Is there a console.log in a loop that does not end? Print only what the exercise asks for.`;
}

export function endless({ cpuMs }: Limits): string {
  return `The code used more than ${cpuMs} ms of computing time and did not end. Is there a loop whose condition never becomes false, or one that waits for something without await?`;
}

export function tooMuchAtOnce({ cpuMs }: Limits): string {
  return `The code used more than ${cpuMs} ms of computing time, most of it in one place. Does a call work on something far too large, or on the same thing again and again?`;
}

export function outOfMemory({ memoryBytes }: Limits): string {
  return `The code needs more memory than the ${Math.floor(memoryBytes / 1024 / 1024)} MB that it may use. Does something grow in a loop that does not end?`;
}

export function tooLate({ virtualTimeMs }: Limits): string {
  return `The program was not done after ${showDuration(virtualTimeMs)} of virtual time. Is there a loop that sleeps or sets a timer forever? Give it a condition that ends it.`;
}

export const NOBODY_RESOLVES =
  "The program can never continue: nothing is ready, no timer is set and no request is in flight, but it still waits for a promise. Is there a promise that nothing resolves?";

export const ENGINE_GAVE_UP =
  "The engine that ran the code gave up: something is nested too deeply, or calls itself forever. Does a function call itself, or a value contain itself, again and again?";
