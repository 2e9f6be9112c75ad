import type { CheckedSubmission } from "../checked.ts";
import { rootName } from "../loops/names.ts";
import { awaitsIn } from "../loops/waiting.ts";
import type { ProgramFinally } from "../program-text.ts";
import type { ts } from "../typescript.ts";

/** More of them are in no learner's file. */
const mostBlocks = 100;

/** Methods that put something into a collection. */
const FILLING = new Set(["push", "unshift", "set", "add"]);

/** What changes only who may go on next; nobody reads it afterwards. */
const QUIET = new Set(["release", "notify", "notifyAll", "taskDone", "cancel", "close", "clear", "set"]);

/** What every `finally` puts, on whatever way out, where others see it. Those that only give back what was held are left out. */
export function finallyTable(submission: CheckedSubmission): ProgramFinally[] {
  const { ts } = submission;
  const found: ProgramFinally[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTryStatement(node) && node.finallyBlock !== undefined && found.length < mostBlocks) {
      const around = ts.findAncestor(node, ts.isFunctionLike);
      const puts =
        around === undefined ? [] : node.finallyBlock.statements.filter((each) => isPut(submission, each, around));
      const guarded = [node.tryBlock, ...(node.catchClause === undefined ? [] : [node.catchClause])];
      const awaits = guarded.flatMap((each) => awaitsIn(ts, each, true));
      const isSaid = puts.length > 0 || node.finallyBlock.statements.some((each) => !isQuiet(submission, each));
      if (isSaid)
        found.push({
          awaits: awaits.map((node) => submission.position(node)),
          puts: puts.map((node) => submission.position(node)),
        });
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

function isQuiet({ ts }: CheckedSubmission, node: ts.Statement): boolean {
  const call = ts.isExpressionStatement(node) ? node.expression : undefined;
  const callee = call !== undefined && ts.isCallExpression(call) ? call.expression : undefined;
  if (callee === undefined) return true;
  if (ts.isIdentifier(callee)) return callee.text === "clearTimeout" || callee.text === "clearInterval";
  return !ts.isPropertyAccessExpression(callee) || QUIET.has(callee.name.text);
}

/** A statement of its own, under no condition: `list.push(x);`, of a list that its function did not make. */
function isPut(submission: CheckedSubmission, node: ts.Statement, around: ts.Node): boolean {
  const { ts } = submission;
  const call = ts.isExpressionStatement(node) ? node.expression : undefined;
  if (call === undefined || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  if (!FILLING.has(call.expression.name.text)) return false;
  const name = rootName(submission, call.expression.expression);
  if (name === undefined) return false;
  if (name === "this") return true;
  return (name.declarations ?? []).every(
    (each) => each.pos < around.pos || each.end > around.end || ts.isParameter(each),
  );
}
