import { awaitableKinds } from "../awaitables.ts";
import { callAround, excerpt, type Advice, type TypeError } from "./type-error.ts";

/** `Promise.all(a(), b())`: it takes one list. */
export function listExpected(error: TypeError): Advice | null {
  if (error.code !== 2554) return null;
  const call = callAround(error.submission, error.node);
  const callee = call?.expression.getText() ?? "";
  if (call === null || !/^Promise\.(?:all|allSettled|any|race)$/.test(callee)) return null;
  const shown = (call.arguments ?? []).map(excerpt).join(", ");
  return {
    message: `${callee} takes one list, not several arguments.`,
    hint: shown.length > 60 ? "Put square brackets around all of them." : `Write \`${callee}([${shown}])\`.`,
  };
}

/** `createTask(load(), "name")` */
export function optionsExpected(error: TypeError): Advice | null {
  if (error.code !== 2559 || callAround(error.submission, error.node)?.expression.getText() === undefined) return null;
  if (!error.text.includes("name?: string")) return null;
  return {
    message: "Options go into an object, by name.",
    hint: `Write \`{ name: ${excerpt(error.node)} }\`.`,
  };
}

/** `for (const x of stream())` over what comes bit by bit. */
export function asyncIteration(error: TypeError): Advice | null {
  if (error.code !== 2488 || !/'Async\w*</.test(error.text)) return null;
  return {
    message: `\`${excerpt(error.node)}\` gives its items one by one as they arrive, so each has to be awaited.`,
    hint: "Write `for await (const … of …)`.",
  };
}

/** `const title: string = task.result;` */
export function uncalledValue(error: TypeError): Advice | null {
  if (error.code !== 2322 && error.code !== 2345) return null;
  const { ts, checker } = error.submission;
  const { node } = error;
  const holder = node.parent;
  const value = holder !== undefined && ts.isVariableDeclaration(holder) ? holder.initializer : node;
  if (value === undefined || !ts.isPropertyAccessExpression(value)) return null;
  const [signature] = checker.getTypeAtLocation(value).getCallSignatures();
  if (signature === undefined || signature.parameters.length > 0) return null;
  const given = awaitableKinds(error.submission, signature.getReturnType()).size > 0 ? "await " : "";
  const shown = excerpt(value);
  return { message: `\`${shown}\` is a function that is never called.`, hint: `Call it: \`${given}${shown}()\`.` };
}
