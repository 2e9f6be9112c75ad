// Attack: (honest) errors of its own, with causes
// Exercise: printed
// Safe: harmless

class HttpError extends Error { override name = "HttpError"; constructor(readonly status: number, options?: ErrorOptions) { super(`HTTP ${status}`, options); } get isServer(): boolean { return this.status >= 500; } } class Deep extends HttpError { override toString(): string { return `deep ${this.message}`; } }
export async function main(): Promise<void> { try { try { throw new Error("low"); } catch (cause) { throw new Deep(503, { cause }); } } catch (e) { if (!(e instanceof HttpError) || !e.isServer || `${e}` !== "deep HTTP 503" || (e.cause as Error).message !== "low" || e.name !== "HttpError" || typeof e.stack !== "string") throw e; e.message = "changed"; }
  const agg = await Promise.any([Promise.reject(new Error("a")), Promise.reject(new Error("b"))]).catch((e: AggregateError) => e); if (!(agg instanceof AggregateError) || agg.errors.length !== 2) throw new Error("agg"); const rs = await Promise.all(["left", "right"].map((n) => fetch(`https://vault.test/${n}`))); for (const r of rs) { if (!r.ok) throw new HttpError(r.status); console.log(await r.text()); } }
