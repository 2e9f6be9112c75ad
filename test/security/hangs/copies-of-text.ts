// Attack: few calls, each of which copies four megabytes
// Safe: rejected cpu

export async function main(): Promise<unknown> {
  let length = 0;
  while (length >= 0) length += "ab".padStart(4_000_000).length;
  return length;
}
