import type { ts, TypeScript } from "../typescript.ts";
import type { Declared, Scoped } from "./scopes.ts";
import { bare, isAsync, labelOf, resultOf, slotsOf } from "./tree.ts";

/** Which name of a solution goes by which name in a submission, and comparing by it. */
export class Names {
  readonly #ts: TypeScript;
  readonly #solution: ReadonlyMap<ts.Node, Declared>;
  readonly #submission: ReadonlyMap<ts.Node, Declared>;
  readonly #there = new Map<Declared, Declared>();
  readonly #back = new Map<Declared, Declared>();
  readonly #log: (readonly [Declared, Declared])[] = [];

  constructor(ts: TypeScript, solution: readonly Scoped[], submission: readonly Scoped[]) {
    this.#ts = ts;
    this.#solution = new Map(solution.flatMap(({ declaredOf }) => [...declaredOf]));
    this.#submission = new Map(submission.flatMap(({ declaredOf }) => [...declaredOf]));
  }

  get count(): number {
    return this.#log.length;
  }

  /** What the solution's name is declared as; undefined for names of the language and of properties. */
  declared(node: ts.Node): Declared | undefined {
    return this.#solution.get(node);
  }

  declaredThere(node: ts.Node): Declared | undefined {
    return this.#submission.get(node);
  }

  of(declared: Declared): Declared | undefined {
    return this.#there.get(declared);
  }

  /** False when one of them has another counterpart. */
  link(here: Declared, there: Declared): boolean {
    if (this.#there.get(here) === there) return true;
    if (this.#there.has(here) || this.#back.has(there)) return false;
    if (here.kind === "import" || there.kind === "import") {
      if (here.kind !== there.kind || here.imported !== there.imported || here.from !== there.from) return false;
    }
    if ((here.kind === "member") !== (there.kind === "member")) return false;
    this.#there.set(here, there);
    this.#back.set(there, here);
    this.#log.push([here, there]);
    return true;
  }

  /** Whether two pieces are the same but for their names; the names are counterparts from then on. */
  same(solution: ts.Node, submission: ts.Node): boolean {
    const before = this.#log.length;
    if (this.#walk(solution, submission)) return true;
    for (const [here, there] of this.#log.splice(before)) {
      this.#there.delete(here);
      this.#back.delete(there);
    }
    return false;
  }

  #walk(solution: ts.Node, submission: ts.Node): boolean {
    const ts = this.#ts;
    const [a, b] = [bare(ts, solution), bare(ts, submission)];
    if (labelOf(ts, a) !== labelOf(ts, b)) {
      return this.#isShorthand(a, b) || this.#isShorthand(b, a);
    }
    if (ts.isIdentifier(a) || ts.isPrivateIdentifier(a)) return this.#sameName(a, b as ts.Identifier);
    if (isAsync(ts, a) !== isAsync(ts, b)) return false;
    const [slots, others] = [slotsOf(ts, a), slotsOf(ts, b)];
    if (slots.size !== others.size) return false;
    for (const [role, one] of slots) {
      const other = others.get(role);
      if (other === undefined) return false;
      if (isList(one) || isList(other)) {
        if (!isList(one) || !isList(other) || one.length !== other.length) return false;
        if (!one.every((each, i) => this.#walk(each, other[i]!))) return false;
      } else if (role === "body") {
        if (!this.#walk(resultOf(ts, one), resultOf(ts, other))) return false;
      } else if (!this.#walk(one, other)) return false;
    }
    return true;
  }

  /** `{ id }` is `{ id: id }`. */
  #isShorthand(short: ts.Node, long: ts.Node): boolean {
    const ts = this.#ts;
    if (!ts.isShorthandPropertyAssignment(short) || !ts.isPropertyAssignment(long)) return false;
    if (long.name.getText() !== short.name.text || !ts.isIdentifier(long.initializer)) return false;
    return this.#solution.has(short.name)
      ? this.#sameName(short.name, long.initializer)
      : this.#sameName(long.initializer, short.name);
  }

  #sameName(a: ts.Identifier | ts.PrivateIdentifier, b: ts.Identifier | ts.PrivateIdentifier): boolean {
    const [here, there] = [this.#solution.get(a), this.#submission.get(b)];
    if (here === undefined || there === undefined) return here === there && a.text === b.text;
    return this.link(here, there);
  }

  /** How a name of the solution and one of the submission are written so that counterparts look alike. */
  written(node: ts.Identifier | ts.PrivateIdentifier): string {
    const here = this.#solution.get(node);
    if (here !== undefined) {
      return this.#there.get(here)?.name ?? (here.kind === "import" ? (here.imported ?? node.text) : "·");
    }
    const there = this.#submission.get(node);
    if (there?.kind === "import" && !this.#back.has(there)) return there.imported ?? node.text;
    return there === undefined || this.#back.has(there) ? node.text : "·";
  }

  /** A piece of the solution in the submission's names. */
  render(node: ts.Node): string {
    const ts = this.#ts;
    const source = node.getSourceFile();
    const start = node.getStart(source);
    let text = "";
    let at = start;
    const look = (child: ts.Node): void => {
      if (ts.isIdentifier(child) || ts.isPrivateIdentifier(child)) {
        const here = this.#solution.get(child);
        const name = here === undefined ? child.text : (this.#there.get(here)?.name ?? child.text);
        if (name === child.text) return;
        const { parent } = child;
        const isShort =
          ts.isShorthandPropertyAssignment(parent) ||
          (ts.isBindingElement(parent) &&
            ts.isObjectBindingPattern(parent.parent) &&
            parent.name === child &&
            parent.propertyName === undefined &&
            parent.dotDotDotToken === undefined);
        text += source.text.slice(at, child.getStart(source)) + (isShort ? `${child.text}: ${name}` : name);
        at = child.getEnd();
        return;
      }
      ts.forEachChild(child, look);
    };
    look(node);
    return text + source.text.slice(at, node.getEnd());
  }
}

function isList(slot: ts.Node | readonly ts.Node[]): slot is readonly ts.Node[] {
  return Array.isArray(slot);
}
