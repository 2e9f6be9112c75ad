// Attack: names of hosts in so many foreign letters that making them plain takes minutes, on the host's side where nothing is counted
// Safe: rejected cpu

const letters = Array.from({ length: 100_000 }, (_, i) => String.fromCodePoint(0x4e00 + (i % 20_000))).join("");

export async function main(): Promise<string> {
  const url = new URL("https://vault.test/");
  for (const host of [letters, encodeURIComponent(letters), `xn--${"a".repeat(100_000)}-${"9".repeat(1000)}`]) {
    for (const input of [`https://${host}/`, `\n\t http:\\\\user@${host}:80`, `//${host}`, `file:${host}`]) {
      try {
        new URL(input, "https://vault.test/");
      } catch {}
    }
    url.hostname = host;
  }
  for (;;) {
    url.pathname = letters.slice(0, 1000);
  }
}
