// Attack: tells a bit of a hidden input by the line in which it never ends
// Safe: rejected cpu

export async function main(keys: string[]): Promise<unknown> {
  const c = keys[0]!.charCodeAt(keys[0]!.length - 1);
  if (keys[0] === "left") return { left: "port", right: "starboard" };
  if (c % 2 === 0)
    for (;;) { }
  else
    for (;;) { }
}
