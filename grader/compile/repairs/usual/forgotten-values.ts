import { calledName, insertAfter, replace, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import { doneAfter, doneBefore, nameOfFunction } from "./surroundings.ts";
import { loopAround } from "./retries.ts";
import type { Parsed, Sketch, UsualOperator } from "./sketch.ts";
import { bound, declaredBy, enclosingFunction, insertAtEnd, insertBefore, usesAny } from "./statements.ts";

export const forgottenValues: readonly UsualOperator[] = [
  sumForgotten,
  countNotPassedOn,
  notRemembered,
  statusNotLookedAt,
  errorNotKept,
  refusalTriedAgain,
];

/** `reduce((_sum, row) => row.amount, 0)`: what came before is lost. */
function sumForgotten(node: ts.Node, { ts, source }: Parsed): readonly Sketch[] {
  if (calledName(ts, node) !== "reduce" || !ts.isCallExpression(node)) return [];
  const [each] = node.arguments;
  if (each === undefined || !ts.isArrowFunction(each) || ts.isBlock(each.body)) return [];
  const [sum] = each.parameters;
  if (sum === undefined || !ts.isIdentifier(sum.name) || usesAny(ts, each.body, [sum.name.text])) return [];
  const text = `${sum.name.text} + (${textOf(each.body, source)})`;
  return [
    {
      kind: "sum-forgotten",
      about: { kind: "missing", piece: "operator" },
      at: node,
      edits: [replace(each.body, source, text)],
    },
  ];
}

/** A function calls itself with the very number that it was given. */
function countNotPassedOn(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isCallExpression(node)) return [];
  const own = enclosingFunction(ts, node);
  if (own === null || nameOfFunction(parsed, own) !== calledName(ts, node)) return [];
  return node.arguments.flatMap((given, i): readonly Sketch[] => {
    const parameter = own.parameters[i];
    if (parameter === undefined || textOf(given, source) !== textOf(parameter.name, source)) return [];
    const { type, initializer } = parameter;
    const isNumber =
      type?.kind === ts.SyntaxKind.NumberKeyword || (initializer !== undefined && ts.isNumericLiteral(initializer));
    if (!isNumber) return [];
    const name = textOf(given, source);
    const others =
      initializer === undefined ? [`${name} - 1`, `${name} + 1`, `${name} * 2`] : [`${name} + 1`, `${name} - 1`];
    return others.map((text) => ({
      kind: "count-not-passed-on",
      about: { kind: "other", piece: "argument" },
      at: node,
      edits: [replace(given, source, text)],
    }));
  });
}

/** Looked up, made since it was not there, and not kept for who comes next. */
function notRemembered(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const about = { kind: "missing", piece: "call" } as const;
  if (ts.isBinaryExpression(node) && textOf(node.operatorToken, source) === "??") {
    const got = /^([\w.#]+)\.get\(([^()]*)\)$/.exec(textOf(node.left, source));
    if (got === null || !/\bnew \w|\bcreateTask\(/.test(textOf(node.right, source))) return [];
    const kept = `((made__: any) => { ${got[1]}.set(${got[2]}, made__); return made__; })(${textOf(node.right, source)})`;
    return [{ kind: "not-remembered", about, at: node, edits: [replace(node.right, source, kept)] }];
  }
  if (!ts.isBlock(node)) return [];
  return node.statements.flatMap((statement, i): readonly Sketch[] => {
    const [name, ...more] = declaredBy(ts, statement);
    const got = /= ([\w.#]+)\.get\(([^()]*)\);?$/.exec(textOf(statement, source));
    const next = node.statements[i + 1];
    if (name === undefined || more.length > 0 || got === null || next === undefined) return [];
    const [, map, key] = got;
    if (textOf(node, source).includes(`${map}.set(`)) return [];
    const keep = (value: string): string => `${map}.set(${key}, ${value});`;
    const rest = node.statements.slice(i + 1);
    const looks = rest.find((each) => ts.isIfStatement(each) && usesAny(ts, each.expression, [name]));
    if (looks === undefined || !ts.isIfStatement(looks)) return [];
    const { thenStatement } = looks;
    const isMade = new RegExp(`\\b${name} (?:\\?\\?)?= `).test(textOf(thenStatement, source));
    if (isMade) {
      const last = ts.isBlock(thenStatement) ? thenStatement.statements.at(-1)! : thenStatement;
      const edits = ts.isBlock(thenStatement)
        ? [insertAtEnd(ts, thenStatement.statements, source, keep(name))]
        : [doneAfter(parsed, last, keep(name))];
      return [{ kind: "not-remembered", about, at: last, edits }];
    }
    const made = rest.slice(rest.indexOf(looks) + 1).find((each) => ts.isVariableStatement(each));
    const [other] = made === undefined ? [] : declaredBy(ts, made);
    const last = rest.at(-1)!;
    const returned =
      ts.isReturnStatement(last) && last.expression !== undefined ? textOf(last.expression, source) : null;
    const found: Sketch[] = [];
    if (made !== undefined && other !== undefined)
      found.push({ kind: "not-remembered", about, at: made, edits: [insertAfter(made, ` ${keep(other)}`)] });
    if (returned !== null && /^\w+$/.test(returned) && returned !== other)
      found.push({
        kind: "not-remembered",
        about,
        at: last,
        edits: [insertBefore(last, source, `${keep(returned)} `)],
      });
    return found;
  });
}

/** A reply whose status nobody looks at. */
function statusNotLookedAt(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isVariableStatement(node)) return [];
  const [name, ...more] = declaredBy(ts, node);
  const asked = /= (?:\(?await )?[^;]*\.(?:get|post|put|delete|patch|request)\((?:["'`]|new URL|\w+[,)])/.test(
    textOf(node, source),
  );
  if (name === undefined || more.length > 0 || !asked || !/\bawait\b/.test(textOf(node, source))) return [];
  const own = enclosingFunction(ts, node);
  const text = textOf(own ?? source, source);
  if (new RegExp(`\\b${name}\\??\\.(?:ok|status)\\b|\\{[^}]*\\b(?:ok|status)\\b[^}]*\\} = ${name}\\b`).test(text))
    return [];
  if (!new RegExp(`\\b${name}\\.(?:json|text)\\(`).test(text)) return [];
  const about = { kind: "missing", piece: "condition" } as const;
  return [`throw new Error(\`status \${${name}.status}\`)`, "return null", "return undefined"].map((end) => ({
    kind: "status-not-looked-at",
    about,
    at: node,
    edits: [doneAfter(parsed, node, `if (!${name}.ok) ${end};`)],
  }));
}

/** An error that is only shown, where there is a list for errors that nothing is put into. */
function errorNotKept(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!ts.isCatchClause(node)) return [];
  const caught = node.variableDeclaration === undefined ? "error__" : textOf(node.variableDeclaration.name, source);
  if (/\bthrow\b|\breturn\b|\.push\(/.test(textOf(node.block, source))) return [];
  const lists = [
    ...source.text.matchAll(
      /\b(?:const |readonly |private )(#?\w+)(?:: [^=;]*)? = (?:\[\]|new (?:Array|Set)\b[^;]*\(\))/g,
    ),
  ];
  const ofErrors = lists.flatMap(([all, name]) => {
    const isFilled = new RegExp(`(?<![\\w$])${name}(?:\\.(?:push|add|unshift)\\(|\\[)`).test(source.text);
    const isErrors = /Error|unknown/.test(all) || /err|fail|problem|trouble/i.test(name!);
    if (isFilled && !new RegExp(`(?<![\\w$])${name}\\[`).test(source.text)) return [];
    const owner = all.startsWith("const") ? name! : `this.${name}`;
    return isErrors && (source.text.match(new RegExp(`\\b${name}\\b`, "g"))?.length ?? 0) > 1
      ? [`${owner}.${/new Set/.test(all) ? "add" : "push"}(${caught} as Error);`]
      : [];
  });
  const slots = [...source.text.matchAll(/\blet (\w+): [^=;]*(?:Error|unknown)[^=;]* = (?:null|undefined);/g)]
    .filter(
      ([, name]) =>
        !new RegExp(`\\b${name} (?:\\?\\?)?= (?!null|undefined)`).test(source.text.replaceAll(/\blet [^;]*;/g, "")),
    )
    .map(([, name]) => `${name} ??= ${caught} as Error;`);
  const head =
    node.variableDeclaration === undefined
      ? [{ start: node.block.getStart(source), end: node.block.getStart(source), text: "(error__) " }]
      : [];
  return [...ofErrors, ...slots].map((text) => ({
    kind: "error-not-kept",
    about: { kind: "missing", piece: "catch" },
    at: node.block.statements[0] ?? node,
    edits: [
      ...head,
      { start: node.block.getStart(source) + 1, end: node.block.getStart(source) + 1, text: ` ${text}` },
    ],
  }));
}

/** What is refused for good is asked for again. */
function refusalTriedAgain(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const about = { kind: "missing", piece: "condition" } as const;
  const at = { kind: "refusal-tried-again", about, at: node } as const;
  if (ts.isIfStatement(node) && ts.isReturnStatement(node.thenStatement)) {
    // `if (left === 1) return status === 409 ? "full" : "standby";`
    const { expression: result } = node.thenStatement;
    if (
      result === undefined ||
      !ts.isConditionalExpression(result) ||
      !/status|refus/i.test(textOf(result.condition, source))
    )
      return [];
    const text = `if (${textOf(result.condition, source)}) return ${textOf(result.whenTrue, source)};`;
    return [{ ...at, edits: [doneBefore(parsed, node, text)] }];
  }
  if (ts.isCatchClause(node)) {
    const { variableDeclaration, block } = node;
    const caught = variableDeclaration === undefined ? "error__" : textOf(variableDeclaration.name, source);
    const head =
      variableDeclaration === undefined
        ? [{ start: block.getStart(source), end: block.getStart(source), text: "(error__) " }]
        : [];
    const [first] = block.statements;
    return [...source.text.matchAll(/\bclass (\w+) extends Error\b/g)]
      .filter(([, name]) => !new RegExp(`\\b${caught} instanceof ${name}\\b`).test(textOf(block, source)))
      .map(([, name]) => ({
        ...at,
        at: first ?? node,
        edits: [
          ...head,
          {
            start: block.getStart(source) + 1,
            end: block.getStart(source) + 1,
            text: ` if (${caught} instanceof ${name}) throw ${caught};`,
          },
        ],
      }));
  }
  // In a loop: a reply that is looked at only for whether it is good.
  if (!ts.isVariableStatement(node) || !ts.isBlock(node.parent)) return [];
  const [name] = declaredBy(ts, node);
  if (name === undefined || !/\bawait\b.*\.(?:get|post|put|delete|patch|request)\(/s.test(textOf(node, source)))
    return [];
  const loop = loopAround(ts, node);
  if (loop === null || /status (?:[<>]=?|===) 4/.test(textOf(loop, source))) return [];
  // Rounds that ask for something else each time try nothing again.
  const own = ts.isBlock(loop.statement) ? loop.statement.statements.filter((each) => each.pos < node.pos) : [];
  const made = own.flatMap((each) => declaredBy(ts, each));
  const head = ts.isForOfStatement(loop) && ts.isVariableDeclarationList(loop.initializer) ? loop.initializer : null;
  const each = head?.declarations.flatMap((declared) => bound(ts, declared.name)) ?? [];
  if (usesAny(ts, node, [...made, ...each])) return [];
  const test = `${name}.status >= 400 && ${name}.status < 500`;
  return [`throw new Error(\`status \${${name}.status}\`)`, "break"].map((end) => ({
    ...at,
    edits: [doneAfter(parsed, node, `if (${test}) ${end};`)],
  }));
}
