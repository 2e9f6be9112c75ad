// Attack: an endless loop in a function whose name looks like a hundred thousand places in a stack
// Exercise: printed
// Safe: rejected cpu

const names = { [" (a:1:1".repeat(100000)]: () => { for (;;) {} } };
export async function main(): Promise<void> {
  Object.values(names)[0]!();
}
