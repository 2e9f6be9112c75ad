// Attack: sends a request while the file is loaded, waits there until the reply is almost due, and then lets the entry begin
// Exercise: printed
// Safe: failed

const texts: string[] = [];
texts.push(await (await fetch("https://vault.test/left")).text());
const right = fetch("https://vault.test/right");
await new Promise((resolve) => setTimeout(resolve, 499));
export async function main(): Promise<void> {
  texts.push(await (await right).text());
  for (const text of texts) console.log(text);
}
