import type { ts, TypeScript } from "../typescript.ts";
import type { Operator } from "./mutant.ts";
import { calledName, insertAfter, replace, siblings, textOf, withoutTask } from "./syntax.ts";

/** Tasks that do not run side by side. */
export function taskOperators(ts: TypeScript): readonly Operator[] {
  return [
    (node, source) => {
      if (!ts.isVariableStatement(node)) return [];
      const [declared] = node.declarationList.declarations;
      if (declared?.initializer === undefined || !ts.isIdentifier(declared.name)) return [];
      if (calledName(ts, declared.initializer) !== "createTask") return [];
      const { text: name } = declared.name;
      const around = siblings(ts, node);
      const next = around?.all[around.index + 1];
      // The last one to be begun: whether it is awaited first or last makes no difference.
      if (around !== null && !beginsSomething(ts, around.all.slice(around.index + 1))) return [];
      // It is awaited there anyway.
      if (next !== undefined && ts.isExpressionStatement(next) && textOf(next.expression, source) === `await ${name}`)
        return [];
      const what = `\`${name}\` is awaited where it is made`;
      return [{ kind: "serialize", what, edits: [insertAfter(node, ` await ${name};`)] }];
    },
    (node, source) => {
      if (!ts.isFunctionLike(node) && !ts.isSourceFile(node)) return [];
      const edits = ownTasks(ts, node).flatMap((call) => {
        const work = isMadeForGather(ts, call) ? null : withoutTask(ts, call, source);
        return work === null ? [] : [replace(call, source, work)];
      });
      // All of one function: a coroutine that is left between tasks often runs beside them all the same.
      return edits.length === 0 ? [] : [{ kind: "task-removed", what: "createTask is left out", edits }];
    },
  ];
}

/** The calls of createTask that stand in a function itself. */
function ownTasks(ts: TypeScript, within: ts.Node): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isCallExpression(node) && calledName(ts, node) === "createTask") found.push(node);
    ts.forEachChild(node, look);
  };
  ts.forEachChild(within, look);
  return found;
}

/** `gather(createTask(f()), …)` or `gather(…xs.map((x) => createTask(f(x))))`: gather makes a task of each itself. */
function isMadeForGather(ts: TypeScript, call: ts.CallExpression): boolean {
  const { parent } = call;
  const made = ts.isArrowFunction(parent) && calledName(ts, parent.parent) === "map" ? parent.parent : call;
  const handed = ts.isSpreadElement(made.parent) || ts.isArrayLiteralExpression(made.parent) ? made.parent : made;
  return calledName(ts, handed.parent) === "gather";
}

/** Whether anything is begun in these statements; to await what has been begun, or to print it, begins nothing. */
function beginsSomething(ts: TypeScript, statements: readonly ts.Statement[]): boolean {
  const look = (node: ts.Node): boolean =>
    ((ts.isCallExpression(node) || ts.isNewExpression(node)) && ts.isIdentifier(node.expression)) ||
    ts.forEachChild(node, (child) => look(child) || undefined) === true;
  return statements.some(look);
}
