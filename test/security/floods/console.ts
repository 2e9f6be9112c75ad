// Attack: prints by every way there is, without an end, in lines without an end
// Safe: rejected output

export async function main(): Promise<unknown> {
  const row = Array.from({ length: 300 }, (_, i) => ({ i, text: "x".repeat(i) }));
  for (;;) {
    console.group("g");
    console.table(row);
    console.error("%s %o %O %j %d %c", row, row, row, row, row, row);
    console.dir(row, { depth: null });
    console.count("\n".repeat(1000));
  }
}
