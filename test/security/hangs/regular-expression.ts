// Attack: a regular expression that tries all ways
// Safe: rejected cpu

export async function main(): Promise<unknown> {
  for (const pattern of [/^(a|a)*$/, /(x+x+)+y/, /^(([a-z])+.)+[A-Z]([a-z])+$/]) {
    if (pattern.test(`${"a".repeat(40)}${"x".repeat(40)}!`)) return 1;
  }
  return {};
}
