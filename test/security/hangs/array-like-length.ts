// Attack: a built-in function that goes through nine quadrillion places without ever asking whether it may go on
// Safe: rejected cpu

export async function main(): Promise<unknown> {
  return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);
}
