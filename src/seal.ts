/** A class of the runtime that learners can get hold of. */
export interface Shell {
  readonly prototype: object;
}

let held: Shell[] | null = null;

/** Nobody can change what a class of the runtime does, not even for themselves. Subclasses and own fields stay possible. */
export function sealClass(shell: Shell): void {
  if (held === null) freeze(shell);
  else held.push(shell);
}

/** For a platform that has to change the classes itself before anybody else sees them: they stay open until `sealHeld`. */
export function holdSeals(): void {
  held = [];
}

export function heldShells(): readonly Shell[] {
  return held ?? [];
}

export function sealHeld(): void {
  for (const shell of heldShells()) freeze(shell);
  held = null;
}

function freeze(shell: Shell): void {
  Object.freeze(shell.prototype);
  Object.freeze(shell);
}
