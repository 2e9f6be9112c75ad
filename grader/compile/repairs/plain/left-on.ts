import { calledName, insertAfter, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import type { Parsed, Sketch, UsualOperator } from "../usual/sketch.ts";
import { allIn, doneBefore, functionsAround, functionsOf, isFunctionWithBlock, ofFile } from "../usual/surroundings.ts";
import { bound, insertAtEnd, insertBefore, leaves, usesAny, waits } from "../usual/statements.ts";

/** What goes on when its time is over: a timer that is still set, a listener that still hears. */
export const plainLeftOn: readonly UsualOperator[] = [oldOneGoesOn, timerLeftOn, stillListening, stillOn];

/** `this.timer = loop.callLater(…)` while the one before it still runs, or where it is set in one branch only. */
function oldOneGoesOn(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isExpressionStatement(node) || !ts.isBinaryExpression(node.expression)) return [];
  const { left, right, operatorToken } = node.expression;
  if (!["=", "??="].includes(textOf(operatorToken, source))) return [];
  if (!/\b(?:callLater|callAt|callSoon|createTask)\(/.test(textOf(right, source))) return [];
  const owner = textOf(left, source);
  const about = { kind: "missing", piece: "cancel" } as const;
  const stop = `${owner}?.cancel();`;
  const found: Sketch[] = [{ kind: "old-one-goes-on", about, at: node, edits: [doneBefore(parsed, node, stop)] }];
  // Where what it was set for is over.
  const uses = functionsOf(parsed).filter(({ made }) => made.body.statements.length > 0);
  const name = /([\w$#]+)$/.exec(owner)?.[1] ?? owner;
  for (const { made } of uses) {
    const choices = allIn(parsed, made.body, (each): each is ts.IfStatement => ts.isIfStatement(each));
    for (const choice of choices) {
      if (choice.elseStatement !== undefined || leaves(ts, choice.thenStatement)) continue;
      if (!textOf(choice, source).includes(name)) continue;
      const edits = [insertAfter(choice, ` else { ${stop} }`)];
      found.push({ kind: "old-one-goes-on", about, at: choice, edits });
    }
  }
  for (const task of functionsAround(parsed, node).slice(0, 1)) {
    const inner = allIn(parsed, task.body, (each): each is ts.ArrowFunction => ts.isArrowFunction(each));
    for (const { body } of inner) {
      if (!ts.isBlock(body) || body.statements[0] === undefined || node.pos >= body.pos) continue;
      found.push({
        kind: "old-one-goes-on",
        about,
        at: node,
        edits: [insertBefore(body.statements[0], source, `${stop} `)],
      });
    }
  }
  return found.slice(0, 4);
}

/** A timer that is still set when its owner has ended. */
function timerLeftOn(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!isFunctionWithBlock(ts, node) || node.body.statements.length === 0 || ts.isConstructorDeclaration(node))
    return [];
  const own = textOf(node.body, source);
  return ofFile(parsed, timers)
    .filter((owner) => !new RegExp(`${owner.replaceAll(/[^\w]/g, ".")}(?:\\?)?(?:\\.cancel| = )`).test(own))
    .filter(
      (owner) => owner.startsWith("this.") === (ts.isMethodDeclaration(node) || ts.isPropertyDeclaration(node.parent)),
    )
    .slice(0, 1)
    .map((owner) => ({
      kind: "timer-left-on",
      about: { kind: "missing", piece: "cancel" },
      at: node.body.statements.at(-1)!,
      edits: [insertAtEnd(ts, node.body.statements, source, `${owner}?.cancel();`)],
    }));
}

function timers({ source: { text } }: Parsed): readonly string[] {
  const set = [...text.matchAll(/(?<![\w.#])([\w.#]+) (?:\?\?)?= [\w.()]*\b(?:callLater|callAt)\(/g)].map(
    ([, owner]) => owner!,
  );
  return [...new Set(set)].slice(0, 2);
}

/** What `subscribe` gives to end it with is thrown away. */
function stillListening(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (!ts.isExpressionStatement(node) || !ts.isBlock(node.parent) || !ts.isCallExpression(node.expression)) return [];
  if (!/^(?:subscribe|on|listen|watch|observe|onChange|addListener)$/.test(calledName(ts, node.expression) ?? ""))
    return [];
  const last = node.parent.statements.at(-1)!;
  if (last === node) return [];
  const listening = `const stop__ = ${textOf(node.expression, source)} as unknown as () => void;`;
  const edits = [replace(node, source, `${listening} try {`), insertAfter(last, " } finally { stop__(); }")];
  return [{ kind: "still-listening", about: { kind: "missing", piece: "call" }, at: node, edits }];
}

/** `radio.on("call", f)`, and never `off`: behind what waits for it there, or at the end of another function. */
function stillOn(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!isFunctionWithBlock(ts, node) || node.body.statements.length === 0 || ts.isConstructorDeclaration(node))
    return [];
  const [on] = ofFile(parsed, listenings);
  if (on === undefined) return [];
  const about = { kind: "missing", piece: "call" } as const;
  const last = node.body.statements.at(-1)!;
  const begun = node.body.statements.find((each) => ts.isExpressionStatement(each) && each.expression === on.call);
  if (begun !== undefined) {
    const behind = node.body.statements.slice(node.body.statements.indexOf(begun) + 1);
    if (!behind.some((each) => waits(ts, each))) return [];
    const edits = [insertAfter(begun, " try {"), insertAfter(last, ` } finally { ${on.off} }`)];
    return [{ kind: "still-on", about, at: begun, edits }];
  }
  const isInside = node.pos >= (on.within?.pos ?? 0) && node.end <= (on.within?.end ?? Infinity);
  if (!isInside || (node.pos <= on.call.pos && on.call.end <= node.end)) return [];
  return [{ kind: "still-on", about, at: last, edits: [insertAtEnd(ts, node.body.statements, source, on.off)] }];
}

interface Listening {
  readonly call: ts.CallExpression;
  readonly off: string;
  /** The function that something of it is only known in. */
  readonly within: ts.Node | undefined;
}

/** What is listened to by name, so that it can be taken off again; none where the file takes something off. */
function listenings(parsed: Parsed): readonly Listening[] {
  const { ts, source } = parsed;
  const isName = (each: ts.Node): boolean =>
    ts.isIdentifier(each) ||
    ts.isStringLiteral(each) ||
    each.kind === ts.SyntaxKind.ThisKeyword ||
    (ts.isPropertyAccessExpression(each) && isName(each.expression));
  return ["on", "addListener", "addEventListener"].flatMap((verb) => {
    const off = verb === "on" ? "off" : verb.replace("add", "remove");
    if (source.text.includes(`.${off}(`)) return [];
    const is = (each: ts.Node): each is ts.CallExpression =>
      ts.isCallExpression(each) && ts.isPropertyAccessExpression(each.expression) && calledName(ts, each) === verb;
    return allIn(parsed, source, is, { andInFunctions: true })
      .filter((call) => call.arguments.length > 1 && isName(call.expression) && call.arguments.every(isName))
      .map((call) => {
        const owner = textOf((call.expression as ts.PropertyAccessExpression).expression, source);
        const given = call.arguments.map((each) => textOf(each, source)).join(", ");
        const within = functionsAround(parsed, call).find((around) => usesAny(ts, call, namesOf(around)));
        return { call, off: `${owner}.${off}(${given});`, within };
      });
  });

  function namesOf({ parameters, body }: ts.FunctionLikeDeclaration & { readonly body: ts.Block }): readonly string[] {
    const declared = allIn(parsed, body, ts.isVariableDeclaration).flatMap(({ name }) => bound(ts, name));
    return [...parameters.flatMap(({ name }) => bound(ts, name)), ...declared];
  }
}
