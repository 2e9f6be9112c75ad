import type { ts, TypeScript } from "./typescript.ts";

/**
 * How much the checker may make for one submission, in units: types, signatures, symbols, and what it remembers of them (every comparison
 * of two types is remembered). A submission of a page takes some thousands, three hundred busy functions 15,000, a table of ten thousand
 * numbers 70,000; types that explode take millions. So many fit into the memory of the compiler's process on every machine.
 */
const MOST_UNITS = 400_000;

/** The types of a submission explode. */
export class TooMuchToCheck extends Error {
  override readonly name = "TooMuchToCheck";
}

/** What is left to the submission that is being checked. One at a time: the checker does not wait for anything. */
let left = Infinity;

function spend(units: number): void {
  left -= units;
  if (left < 0) throw new TooMuchToCheck();
}

/**
 * The type checker of a program, held to its budget for as long as `check` takes. The budget is a count and no time, so that a verdict
 * is the same on every machine.
 *
 * @throws TooMuchToCheck
 */
export function withinBudget<T>(ts: TypeScript, program: ts.Program, check: () => T, units = MOST_UNITS): T {
  countWhatIsMade(ts);
  // Binds the libraries too, the first time: nothing of that is the submission's.
  withCountingMaps(() => program.getTypeChecker());
  left = units;
  try {
    return check();
  } finally {
    left = Infinity;
  }
}

type Class = new (...args: never[]) => object;

/** Not in TypeScript's published types, but how its own language service takes the place of these classes. */
interface Internals {
  readonly objectAllocator: Readonly<Record<Maker, () => Class>>;
  setObjectAllocator(allocator: Partial<Internals["objectAllocator"]>): void;
}

/** What is made, and its units: about as many as it needs of memory, together with the lists that hang on it. */
const MADE = { getTypeConstructor: 3, getSignatureConstructor: 1, getSymbolConstructor: 1 } as const;
type Maker = keyof typeof MADE;

const counting = new WeakSet<TypeScript>();

function countWhatIsMade(ts: TypeScript): void {
  if (counting.has(ts)) return;
  counting.add(ts);
  const { objectAllocator, setObjectAllocator } = ts as unknown as Internals;
  for (const maker of Object.keys(MADE) as Maker[]) {
    const Counted = counted(objectAllocator[maker](), MADE[maker]);
    setObjectAllocator({ [maker]: () => Counted });
  }
}

function counted(made: Class, units: number): Class {
  return class extends made {
    constructor(...args: never[]) {
      super(...args);
      spend(units);
    }
  };
}

class CountingMap<K, V> extends Map<K, V> {
  override set(key: K, value: V): this {
    // A union's key is the list of all its members.
    spend(1 + (typeof key === "string" ? key.length >> 6 : 0));
    return super.set(key, value);
  }
}

/**
 * A checker keeps what it has compared in maps that it makes when it is made itself, and nothing else tells how much it compares:
 * a union of thousands against another makes no type at all.
 */
function withCountingMaps(make: () => void): void {
  const { Map: plain } = globalThis;
  globalThis.Map = CountingMap as MapConstructor;
  try {
    make();
  } finally {
    globalThis.Map = plain;
  }
}
