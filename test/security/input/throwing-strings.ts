// Attack: (honest) throws and rejects with what is no Error, and catches it
// Exercise: printed
// Safe: harmless

async function flaky(n: number): Promise<string> { if (n < 3) throw `try ${n}`; if (n === 3) throw { code: n }; if (n === 4) return Promise.reject(null); return new Promise((yes, no) => (n === 5 ? no(undefined) : yes("ok"))); }
export async function main(): Promise<void> { const seen: unknown[] = []; for (let n = 1; n < 8; n++) try { seen.push(await flaky(n)); } catch (e) { seen.push(typeof e); if (e instanceof Error) throw e; } if (seen.join() !== "string,string,object,object,undefined,ok,ok") throw new Error(seen.join());
  const late = Promise.reject("handled later"); late.catch(() => undefined); const rs = await Promise.all(["left", "right"].map((n) => fetch(`https://vault.test/${n}`))); for (const r of rs) console.log(await r.text()); }
