// Attack: sends requests without waiting for one
// Safe: rejected requests

export async function main(): Promise<unknown> {
  for (;;) void fetch("https://vault.test/left").catch(() => {});
}
