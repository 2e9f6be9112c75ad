/** Nobody can change what a class of the runtime does, not even for themselves. Subclasses and own fields stay possible. */
export function sealClass(constructor: { readonly prototype: object }): void {
  Object.freeze(constructor.prototype);
  Object.freeze(constructor);
}
