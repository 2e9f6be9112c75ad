// Attack: names, output and errors in the languages of those who read results: GitHub, XML, HTML, CSV, terminals
// Safe: failed

import { createTask } from "chronograde";

export async function main(): Promise<unknown> {
  const texts = ["::set-output name=score::100", "::error file=x,line=1::%0A::stop-commands::x", "<script>alert(1)</script>&amp;]]>", "=HYPERLINK(\"http://x\")", "+1+1", "\u001b]8;;http://x\u0007link\u001b]8;;\u0007", "\u009b31m", "a\rb\u0008\u007f", "\u2028\u2029\u0085", "\ud800 alone", "${{ secrets.TOKEN }}", "%s %d %c"];
  for (const text of texts) {
    await createTask(async () => text, { name: text });
    console.log(text);
    console.error(text);
  }
  await fetch(`https://vault.test/${texts.join("")}`).catch(() => {});
  throw Object.assign(new Error(texts.join("\n")), { name: texts[0] });
}
