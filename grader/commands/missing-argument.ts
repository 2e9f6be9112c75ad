/** By command: what to ask for, with a call that can be typed. */
const QUESTIONS: ReadonlyMap<string, string> = new Map([
  ["merge", "Which results? Name those of all shards: npx chronograde merge shard-1.json shard-2.json"],
  ["verify", "Which result? Name what --format json wrote: npx chronograde verify result.json"],
  ["pr", "Changed since when? Name the commit to trust: npx chronograde pr --base origin/main"],
  ["run", "Which file? Name it: npx chronograde run my-file.ts"],
  ["hint", 'Which exercise? Name it, as in "npx chronograde hint 01-my-first". "npx chronograde list" shows them all.'],
  [
    "reset",
    'Which exercise? Name it, as in "npx chronograde reset 01-my-first". "npx chronograde list" shows them all.',
  ],
  ["new", "What is it to be called? Give a name: npx chronograde new 02-my-own"],
  ["init", "In which folder? It need not exist yet: npx chronograde init my-course"],
]);

/**
 * What commander says of a call, or words of our own where something is missing without which a command cannot begin: commander names
 * only the argument.
 */
export function complaintOf(command: string, said: string): string {
  const isMissing = /^error: (?:missing required argument|required option .* not specified)/.test(said);
  const question = isMissing ? QUESTIONS.get(command) : undefined;
  return question === undefined ? said : `${question}\n`;
}
