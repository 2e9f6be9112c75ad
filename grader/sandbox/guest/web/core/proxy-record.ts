import { Object, Proxy as NativeProxy, TypeError, WeakMap } from "./intrinsics.ts";

/** Target and handler of every proxy made, null when it was revoked. */
const proxies = new WeakMap<object, readonly [target: object, handler: object] | null>();

/** Undefined when `value` is no proxy. */
export function proxyDetails(value: object): readonly [target: object, handler: object] | null | undefined {
  return proxies.get(value);
}

/**
 * `Proxy`, noting what it makes: printing a proxy shows its target and must not run its traps, and nothing inside the engine tells
 * a proxy from its target.
 */
export const Proxy = function (this: unknown, target: object, handler: ProxyHandler<object>) {
  if (new.target === undefined) throw new TypeError("Constructor Proxy requires 'new'");
  return noted(target, handler);
} as unknown as ProxyConstructor;

function noted(target: object, handler: ProxyHandler<object>): object {
  const proxy = new NativeProxy(target, handler);
  proxies.set(proxy, [target, handler]);
  return proxy;
}

const statics = {
  revocable(target: object, handler: ProxyHandler<object>) {
    const { proxy, revoke } = NativeProxy.revocable(target, handler);
    proxies.set(proxy, [target, handler]);
    return {
      proxy,
      revoke: () => {
        proxies.set(proxy, null);
        revoke();
      },
    };
  },
};

Object.defineProperties(Proxy, {
  name: { value: "Proxy" },
  length: { value: 2 },
  revocable: { value: statics.revocable, writable: true, configurable: true },
});
// It cannot be deleted; the native one has none, so that extending it throws.
(Proxy as { prototype?: unknown }).prototype = undefined;
