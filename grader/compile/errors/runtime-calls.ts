import { awaitableKinds, elementType } from "../awaitables.ts";
import type { ts } from "../typescript.ts";
import { callAround, excerpt, type Advice, type TypeError } from "./type-error.ts";

/** Functions of the runtime that take a coroutine, and what they are called with in a hint. */
const TAKES_COROUTINE = new Set(["createTask", "gather", "waitFor", "shield", "asCompleted", "wait"]);

/** Functions of the runtime that take the function that does the work, and so bound or guard all of it. */
const TAKES_BODY = new Set(["timeout", "timeoutAt", "taskGroup", "with"]);

/** What the checker says of an argument that does not fit, or of what a function in its place gives back. */
const CODES = new Set([2322, 2345, 2739, 2740, 2741, 2769]);

/** A promise that has started already, a function that should have been called, or the other way round. */
export function wrongArgument(error: TypeError): Advice | null {
  if (!CODES.has(error.code)) return null;
  const { submission } = error;
  const call = callAround(submission, error.node);
  const callee = call === null ? null : runtimeFunction(error, call);
  if (call === null || callee === null) return null;
  const argument = culprit(error, call);
  if (argument === null) return null;
  if (callee === "run") return wrongMain(error, argument);
  if (callee === "coroutine") return wrongFunction(error, argument);
  if (TAKES_BODY.has(callee)) return wrongBody(error, callee, argument);
  if (!TAKES_COROUTINE.has(callee)) return null;
  const type = submission.checker.getTypeAtLocation(argument);
  const kinds = awaitableKinds(submission, type);
  if (kinds.has("promise") || kinds.has("thenable")) return startedPromise(error, callee, argument);
  if (holdsPromises(error, type)) return startedPromises(callee, argument);
  if (holdsNothing(error, type)) return forgottenReturn(error, argument);
  if (callee === "createTask" && kinds.has("task")) {
    return {
      message: `\`${excerpt(argument)}\` is a task already.`,
      hint: "A task runs on its own from the moment it is made. Just await it, without a second createTask.",
    };
  }
  if (callee === "wait" && kinds.has("coroutine")) {
    return {
      message: `wait takes tasks, and \`${excerpt(argument)}\` is a coroutine.`,
      hint: `Make it a task first: \`createTask(${excerpt(argument)})\`.`,
    };
  }
  return type.getCallSignatures().length > 0 ? uncalled(error, callee, argument, type) : null;
}

function startedPromise(error: TypeError, callee: string, argument: ts.Expression): Advice {
  const { ts } = error.submission;
  const shown = excerpt(argument);
  const name = ts.isCallExpression(argument) ? excerpt(argument.expression) : null;
  const more = callee === "waitFor" ? ", …" : "";
  const started =
    callee === "createTask" ? `createTask(() => ${shown})` : `${callee}(createTask(() => ${shown})${more})`;
  const wrap =
    name === null
      ? ""
      : ` Or define ${name} with coroutine(async (…) => …): then \`${callee}(${shown}${more})\` is right.`;
  return {
    message: `\`${shown}\` is a promise: its work has started already, outside of any task.`,
    hint: `Give ${callee} the function, so that the task starts it: \`${started}\`.${wrap}`,
  };
}

function holdsPromises(error: TypeError, type: ts.Type): boolean {
  const element = elementType(error.submission, type);
  return element !== undefined && awaitableKinds(error.submission, element).has("promise");
}

function holdsNothing(error: TypeError, type: ts.Type): boolean {
  const { ts } = error.submission;
  const element = elementType(error.submission, type);
  return element !== undefined && (element.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) !== 0;
}

/** `gather(ids.map((id) => { load(id); }))` */
function forgottenReturn(error: TypeError, argument: ts.Expression): Advice {
  const { ts } = error.submission;
  const isMap = ts.isCallExpression(argument) && ts.isPropertyAccessExpression(argument.expression);
  const who = isMap ? `The callback of ${argument.expression.name.text}` : `\`${excerpt(argument)}\``;
  return {
    message: `${who} returns nothing, so there is nothing to wait for.`,
    hint: "A function with braces returns only what follows `return`.",
  };
}

function startedPromises(callee: string, argument: ts.Expression): Advice {
  return {
    message: `\`${excerpt(argument)}\` are promises: their work has started already, outside of any task.`,
    hint: `Make tasks of the functions: \`${callee}(items.map((item) => createTask(() => load(item))))\`, or define the function with coroutine(async (…) => …).`,
  };
}

function uncalled(error: TypeError, callee: string, argument: ts.Expression, type: ts.Type): Advice | null {
  const { submission } = error;
  const { ts, checker } = submission;
  const [signature] = type.getCallSignatures();
  if (signature === undefined) return null;
  const returned = awaitableKinds(submission, signature.getReturnType());
  const shown = excerpt(argument);
  const isWritten = ts.isArrowFunction(argument) || ts.isFunctionExpression(argument);
  if (isWritten && ts.isBlock(argument.body) && returned.has("coroutine")) {
    return {
      message: "This function only makes a coroutine; it does not run it.",
      hint: `Give ${callee} the coroutine itself, without a function around it.`,
    };
  }
  if (ts.isArrowFunction(argument) && !ts.isBlock(argument.body) && returned.has("coroutine")) {
    return {
      message: `\`${shown}\` only makes a coroutine; it does not run it.`,
      hint: `Give ${callee} the coroutine itself: \`${callee}(${excerpt(argument.body)})\`.`,
    };
  }
  if (returned.size === 0) {
    if (callee !== "createTask" && callee !== "run") return null;
    const what = ts.isArrowFunction(argument) || ts.isFunctionExpression(argument) ? "This function" : `\`${shown}\``;
    return {
      message: `${what} is not async.`,
      hint: `Write \`async\` in front of it: ${callee} needs something to wait for.`,
    };
  }
  const needs = checker.typeToString(type).startsWith("()") ? "" : "…";
  const made = returned.has("coroutine")
    ? `\`${callee}(${shown}(${needs}))\``
    : callee === "createTask" || callee === "run"
      ? `\`${callee}(() => ${shown}(${needs}))\``
      : `\`${callee}(createTask(() => ${shown}(${needs})))\``;
  return { message: `\`${shown}\` is a function that has not been called.`, hint: `Call it: ${made}.` };
}

function wrongBody(error: TypeError, callee: string, argument: ts.Expression): Advice | null {
  const { ts, checker } = error.submission;
  const type = checker.getTypeAtLocation(argument);
  const shown = excerpt(argument);
  if (awaitableKinds(error.submission, type).size > 0) {
    return {
      message: `${callee} takes a function that does the work, not the work itself.`,
      hint: `Write \`async () => ${shown}\` in its place.`,
    };
  }
  if (!ts.isArrowFunction(argument) && !ts.isFunctionExpression(argument)) return null;
  return { message: `The function given to ${callee} is not async.`, hint: "Write `async` in front of it." };
}

function wrongMain(error: TypeError, argument: ts.Expression): Advice | null {
  const { submission } = error;
  const type = submission.checker.getTypeAtLocation(argument);
  const kinds = awaitableKinds(submission, type);
  if (type.getCallSignatures().length > 0) return uncalled(error, "run", argument, type);
  if (!kinds.has("promise")) return null;
  const { ts } = submission;
  const shown = excerpt(argument);
  const bare = ts.isCallExpression(argument) && argument.arguments.length === 0 ? excerpt(argument.expression) : null;
  return {
    message: `\`${shown}\` has started before the event loop runs.`,
    hint: `Give run the function: \`run(${bare ?? `() => ${shown}`})\`.`,
  };
}

function wrongFunction(error: TypeError, argument: ts.Expression): Advice | null {
  const { submission } = error;
  const { ts, checker } = submission;
  const type = checker.getTypeAtLocation(argument);
  if (awaitableKinds(submission, type).size > 0) {
    const shown = ts.isCallExpression(argument) ? excerpt(argument.expression) : "async () => …";
    return {
      message: "coroutine takes a function, not the function's result.",
      hint: `Leave out the call: \`coroutine(${shown})\`.`,
    };
  }
  if (type.getCallSignatures().length === 0) return null;
  return {
    message: "coroutine takes an async function, and this one is not async.",
    hint: "Write `coroutine(async (…) => { … })`.",
  };
}

const ONLY_OF_TASKS = new Set([
  "done",
  "cancel",
  "cancelled",
  "result",
  "exception",
  "getName",
  "addDoneCallback",
  "catch",
  "finally",
]);

/** A coroutine where a task is meant: kept as one, or asked for what only a task has. */
export function coroutineForTask(error: TypeError): Advice | null {
  const { ts, checker } = error.submission;
  const { node } = error;
  const { parent } = node;
  if (parent === undefined) return null;
  let coroutine: ts.Expression | undefined;
  if ((error.code === 2339 || error.code === 2551) && ts.isPropertyAccessExpression(parent)) {
    if (!ONLY_OF_TASKS.has(node.getText())) return null;
    coroutine = parent.expression;
  } else if (/(?:to|from) (?:parameter of )?type '(?:Task|Future)</.test(error.text)) {
    coroutine = ts.isVariableDeclaration(parent) ? parent.initializer : ts.isExpression(node) ? node : undefined;
  }
  if (coroutine === undefined) return null;
  const kinds = awaitableKinds(error.submission, checker.getTypeAtLocation(coroutine));
  if (!kinds.has("coroutine") && !kinds.has("promise")) return null;
  const shown = excerpt(coroutine);
  const made = kinds.has("coroutine") ? `createTask(${shown})` : `createTask(() => ${shown})`;
  const what = kinds.has("coroutine") ? "a coroutine" : "a promise";
  return { message: `\`${shown}\` is ${what}, and only a task can do this.`, hint: `Make it a task: \`${made}\`.` };
}

/** The argument that does not fit; with overloads the checker only points at the call. */
function culprit(error: TypeError, call: ts.CallExpression | ts.NewExpression): ts.Expression | null {
  const { ts, checker } = error.submission;
  const list = (call.arguments ?? []).flatMap((argument) =>
    ts.isArrayLiteralExpression(argument) ? [...argument.elements] : [argument],
  );
  const pointed = list.find((argument) => error.node.pos >= argument.pos && error.node.end <= argument.end);
  if (pointed !== undefined && !ts.isArrayLiteralExpression(pointed)) return pointed;
  const isWrong = (argument: ts.Expression): boolean => {
    const type = checker.getTypeAtLocation(argument);
    const kinds = awaitableKinds(error.submission, type);
    return (
      kinds.has("promise") || kinds.has("thenable") || holdsPromises(error, type) || type.getCallSignatures().length > 0
    );
  };
  return list.find(isWrong) ?? list[0] ?? null;
}

/** The name of the runtime's function or method that is called. */
function runtimeFunction(error: TypeError, call: ts.CallExpression | ts.NewExpression): string | null {
  const { ts } = error.submission;
  for (const origin of error.submission.origins.of(call.expression)) {
    if (origin === "globalThis" || !origin.getSourceFile().fileName.endsWith("chronograde.d.ts")) continue;
    const name = ts.getNameOfDeclaration(origin);
    if (name !== undefined) return name.getText();
  }
  return null;
}
