// Attack: looks for a clock that the grader does not move, by every way to a Date
// Safe: failed

export async function main(): Promise<unknown> {
  const Real = Date.prototype.constructor as DateConstructor;
  const Parent = Object.getPrototypeOf(Date) as unknown;
  const made = Reflect.construct(Object.getPrototypeOf(Date) === Function.prototype ? Date : (Parent as DateConstructor), []) as Date;
  class Mine extends Date {}
  const year = (date: Date) => date.getTime() - Date.UTC(2025, 0, 1);
  const clocks = [Real.now() - Date.UTC(2025, 0, 1), year(new Real()), year(made), year(new Mine()), year(structuredClone(new Date())), year(new Date(Date())), new Date().getTimezoneOffset(), performance.now(), new Event("x").timeStamp];
  let spins = 0;
  const before = Date.now();
  while (Date.now() === before && spins < 100_000) spins += 1;
  if (clocks.some((clock) => clock !== 0) || spins < 100_000) throw new Error(`another clock: ${clocks.join()} ${spins}`);
  return clocks;
}
