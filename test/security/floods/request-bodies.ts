// Attack: bodies of megabytes, to be kept by everybody through whom they pass
// Safe: rejected requests

export async function main(): Promise<unknown> {
  const body = new Uint8Array(2_500_000).fill(120);
  for (let i = 0; i < 45; i++) {
    await fetch("https://vault.test/left", { method: "POST", body }).catch(() => {});
  }
  return {};
}
