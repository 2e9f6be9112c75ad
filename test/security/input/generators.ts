// Attack: (honest) generators of both kinds, closed by hand
// Exercise: printed
// Safe: harmless

function* names(): Generator<string, void, boolean | undefined> { const again = yield "left"; if (again === false) return; yield* ["right"]; }
async function* texts(ps: Iterable<Promise<string>>): AsyncGenerator<string> { try { for (const p of ps) yield p; } finally { await null; } }
export async function main(): Promise<void> { const ps = [...names()].map(async (n) => (await fetch(`https://vault.test/${n}`)).text()); const it = texts(ps); for (let s = await it.next(); !s.done; s = await it.next()) console.log(s.value); await it.return(undefined); }
