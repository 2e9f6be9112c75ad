// Attack: returns what the right result looks like on its way to the parent
// Safe: failed

export async function main(): Promise<unknown> { return { t: "map", v: [["left", "port"], ["right", "starboard"]] }; }
