import { isOwnRead, whoCalls } from "./calls.ts";
import { type Callable, standIn } from "./noting.ts";

const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;

/** A class is had by way of a subclass too: whoever asks for its parent gets what stands in the parent's place. */
export function watchParents(): void {
  for (const holder of [Object, Reflect]) {
    defineProperty(holder, "getPrototypeOf", {
      value: guarded(holder.getPrototypeOf),
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
  const { get, set } = getOwnPropertyDescriptor(Object.prototype, "__proto__")!;
  defineProperty(Object.prototype, "__proto__", { get: guarded(get!), set, configurable: true, enumerable: false });
}

function guarded<F extends (...args: never[]) => unknown>(ask: F): F {
  return new Proxy(ask, {
    apply(inner, self, args: unknown[]): unknown {
      const parent: unknown = apply(inner as unknown as Callable, self, args);
      const shown = standIn(parent);
      return shown === parent || isOwnRead(whoCalls()) ? parent : shown;
    },
  });
}
