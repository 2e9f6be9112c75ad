// Attack: promises that fail at the edge of the stack, where the host is told of them
// Exercise: printed
// Safe: rejected cpu

let deepest = 0;
const dive = (n: number): void => { deepest = n; try { dive(n + 1); } catch { } void Promise.reject(n); try { Promise.reject(new Error("e")).catch(() => { }); } catch { } };
export async function main(): Promise<void> { try { dive(0); } catch { } await new Promise((r) => setTimeout(r, 1)); console.log(deepest > 10); }
