// Attack: reaches a limit in the hidden scenario only, with its inputs in the last thing that was printed
// Safe: rejected output

export async function main(keys: string[]): Promise<unknown> {
  for (;;) {
    if (keys[0] === "left") return {};
    console.log(keys.join().repeat(10));
  }
}
