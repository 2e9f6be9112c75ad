import { isBuiltIn } from "../core/prototypes.ts";
import { Object, Reflect } from "../core/intrinsics.ts";

/** How many classes of the learner are looked at. */
const layers = 3;

/**
 * What `%o` shows besides the own properties: those of the learner's own classes, methods excepted. `owner` is where the
 * constructor's name was found.
 */
export function hiddenOfPrototypes(value: object, owner: object | null): { holder: object; key: PropertyKey }[] {
  const found: { holder: object; key: PropertyKey }[] = [];
  if (owner === null) return found;
  let holder = Object.getPrototypeOf(value) as object | null;
  for (let layer = 0; layer < layers && holder !== null && !isBuiltIn(holder); layer++) {
    for (const key of Reflect.ownKeys(holder)) {
      if (key === "constructor" || Object.hasOwn(value, key) || found.some((other) => other.key === key)) continue;
      if (!isMethod(holder, key)) found.push({ holder, key });
    }
    holder = Object.getPrototypeOf(holder) as object | null;
  }
  return found;
}

/** Freezing has turned the methods of shared prototypes into accessors. */
function isMethod(holder: object, key: PropertyKey): boolean {
  const { value, set } = Reflect.getOwnPropertyDescriptor(holder, key)!;
  return typeof value === "function" || (set !== undefined && Object.isFrozen(holder));
}
