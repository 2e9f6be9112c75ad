import { calledName, textOf } from "../../mutants/syntax.ts";
import type { ts, TypeScript } from "../../typescript.ts";

/** A call as a task that bears the name of what is called, whether that begins at once or only when it is awaited. */
export function asTask(ts: TypeScript, call: ts.Node, source: ts.SourceFile): string {
  const work = textOf(call, source);
  const name = calledName(ts, call);
  if (name === "createTask") return work;
  // The name of an arrow function is that of its property.
  const named = JSON.stringify(name ?? "work");
  return `createTask__({ [${named}]: async () => await ${work} }[${named}]!)`;
}
