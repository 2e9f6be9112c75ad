// Attack: asks a function who called it and with what
// Exercise: printed
// Safe: failed

const join = (...parts: string[]): any => parts.join("");
export async function main(): Promise<void> {
  function spy(this: any): void { try { console.log(String((spy as any).caller)); } catch (e) { console.log("no caller"); } try { console.log(String((spy as any).arguments)); } catch { console.log("none"); } console.log(String(this)); }
  setTimeout(spy, 1); queueMicrotask(spy); await ({ then(r: any): any { spy(); r(1); } } as any); await new Promise((r) => setTimeout(r, 5));
}
