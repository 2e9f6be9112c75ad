import type { ts } from "../typescript.ts";
import { excerpt, type Advice, type TypeError } from "./type-error.ts";

/** `await` where no async function is around it. */
export function awaitOutside(error: TypeError): Advice | null {
  if (![1308, 1103, 2311, 18037].includes(error.code)) return null;
  const { ts } = error.submission;
  const around = ts.findAncestor(error.node, ts.isFunctionLike);
  if (around === undefined) return null;
  const message = "await works only in an async function.";
  const { parent } = around;
  if (ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression)) {
    const method = parent.expression.name.text;
    if (method === "forEach") {
      return {
        message,
        hint: "forEach does not wait. Use `for (const … of …)`, or map with an async callback and gather the tasks.",
      };
    }
    return { message, hint: `The callback of ${method} is a separate function: write \`async\` in front of it.` };
  }
  const name = nameOf(error, around);
  return { message, hint: `Write \`async\` in front of ${name === null ? "this function" : name}.` };
}

function nameOf(error: TypeError, node: ts.SignatureDeclaration): string | null {
  const { ts } = error.submission;
  if (node.name !== undefined) return excerpt(node.name);
  return ts.isVariableDeclaration(node.parent) ? excerpt(node.parent.name) : null;
}

/** `async function f(): string` */
export function returnType(error: TypeError): Advice | null {
  if (error.code !== 1064 && error.code !== 1055 && error.code !== 1065) return null;
  const written = excerpt(error.node);
  const inner = /^(?:Coroutine|Task|Future|Awaitable)<(.*)>$/.exec(written)?.[1];
  return {
    message: "An async function always returns a promise, so its return type is Promise<…>.",
    hint: `Write \`Promise<${inner ?? written}>\`, or leave the type out.`,
  };
}

/** A method that is mentioned but not called: `if (task.done)`. */
export function uncalledMethod(error: TypeError): Advice | null {
  if (error.code !== 2774) return null;
  const shown = excerpt(error.node);
  return {
    message: `\`${shown}\` is a function, and a function is always true.`,
    hint: `Call it: \`${shown}()\`.`,
  };
}

/** `Lock()` without new, `new gather()` with it. */
export function newOrCall(error: TypeError): Advice | null {
  if (error.code === 2348) {
    const name = excerpt(error.node).replace(/[<(].*/, "");
    return { message: `${name} is a class.`, hint: `Write \`new\` in front: \`new ${name}(…)\`.` };
  }
  if (error.code === 7009 || error.code === 2350 || error.code === 2351) {
    return { message: "Only a class can be made with `new`.", hint: "Leave `new` out." };
  }
  if (error.code !== 2693) return null;
  const name = error.node.getText();
  if (name === "Task") return { message: "Task is only a type.", hint: "A task is made by createTask(…)." };
  if (name === "Future")
    return { message: "Future is only a type.", hint: "A future is made by getRunningLoop().createFuture()." };
  if (name === "TaskGroup")
    return { message: "TaskGroup is only a type.", hint: "Write `await taskGroup(async (tg) => { … })`." };
  if (name === "Timeout")
    return { message: "Timeout is only a type.", hint: "Write `await timeout(ms, async () => { … })`." };
  if (name === "Coroutine")
    return { message: "Coroutine is only a type.", hint: "A coroutine function is made by coroutine(async …)." };
  return { message: `${name} is only a type.`, hint: "It does not exist when the program runs." };
}
