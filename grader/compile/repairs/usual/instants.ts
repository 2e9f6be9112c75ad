import { calledName, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";

export const instantUsuals: readonly UsualOperator[] = [delayForInstant];

const instants: Readonly<Record<string, number>> = { reschedule: 0, callAt: 0, timeoutAt: 0 };
const delays: Readonly<Record<string, number>> = { sleep: 0, callLater: 0, timeout: 0, waitFor: 1 };

/** `gavel.reschedule(quietMs)`, which asks for an instant, and `sleep(loop.time() + pause)`, which asks for a delay. */
function delayForInstant(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  const name = calledName(ts, node);
  if (name === null || !ts.isCallExpression(node)) return [];
  const about = { kind: "other", piece: "number" } as const;
  const instant = node.arguments[instants[name] ?? 9];
  const delay = node.arguments[delays[name] ?? 9];
  if (instant !== undefined && !isInstant(instant) && textOf(instant, source) !== "null") {
    const edits = [replace(instant, source, `getRunningLoop__().time() + ${textOf(instant, source)}`)];
    return [{ kind: "delay-for-instant", about, at: node, edits }];
  }
  if (delay === undefined || !isInstant(delay)) return [];
  const edits = [replace(delay, source, `${textOf(delay, source)} - getRunningLoop__().time()`)];
  return [{ kind: "instant-for-delay", about, at: node, edits }];

  /** Reckoned from what the clock says, there or where its name is declared. */
  function isInstant(value: ts.Expression): boolean {
    const text = textOf(value, source);
    if (/\b(?:time|when)\(\)/.test(text)) return !/- [\w.]+\.time\(\)/.test(text);
    if (!ts.isIdentifier(value)) return false;
    return new RegExp(`\\b${value.text} = [^;]*\\btime\\(\\) \\+`).test(source.text);
  }
}
