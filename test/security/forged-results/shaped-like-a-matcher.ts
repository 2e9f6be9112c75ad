// Attack: returns what an exercise writes for "anything goes"
// Safe: failed

export async function main(): Promise<unknown> { return { left: { $match: "" }, right: { $literal: "starboard" }, $oneOf: [1] }; }
