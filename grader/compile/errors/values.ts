import { excerpt, type Advice, type TypeError } from "./type-error.ts";

/** Values whose type is open: caught errors, parameters without a type, what may be missing. */
export function openValue(error: TypeError): Advice | null {
  const shown = excerpt(error.node);
  switch (error.code) {
    case 18046:
    case 2571:
      return {
        message: `\`${shown}\` can be anything, so nothing can be read from it yet.`,
        hint: `Check first what it is: \`if (${shown} instanceof Error) …\`.`,
      };
    case 7006:
    case 7031:
    case 7019:
      return {
        message: `The parameter ${shown} has no type.`,
        hint: `Write one after it, such as \`${shown}: number\`.`,
      };
    case 7005:
    case 7034:
      return {
        message: `The variable ${shown} has no type.`,
        hint: `Write one after it, such as \`${shown}: string[]\`.`,
      };
    case 1196:
      return {
        message: "A catch can catch anything, so its variable cannot be given a type.",
        hint: "Leave the type out, and check inside: `if (error instanceof Error) …`.",
      };
    case 2531:
    case 2532:
    case 2533:
    case 18047:
    case 18048:
    case 18049:
      return {
        message: `\`${shown}\` may be ${missing(error.code)} here.`,
        hint: `Check first (\`if (${shown})\`), use \`?.\`, or write \`!\` after it when you are sure.`,
      };
    default:
      return null;
  }
}

function missing(code: number): string {
  if (code === 18047 || code === 2531) return "null";
  return code === 18048 || code === 2532 ? "undefined" : "null or undefined";
}

/** A list of promises where a promise is meant: `await [a(), b()]` and the like. */
export function listOfPromises(error: TypeError): Advice | null {
  if (error.code !== 2322 && error.code !== 2345 && error.code !== 2339) return null;
  if (!/(?:Promise|Coroutine|Task|Future)<[^>]*>\[\]/.test(error.text)) return null;
  return {
    hint: "These are still promises. Wait for all of them: `await gather(…)` for tasks and coroutines, `await Promise.all(…)` for promises.",
  };
}
