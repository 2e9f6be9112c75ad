// Attack: each catch of a stack's end goes on with the same, so that thousands of errors are made at the end of the stack
// Safe: rejected cpu

function again(): number {
  try {
    return again() + 1;
  } catch {
    return again() - 1;
  }
}

export async function main(): Promise<unknown> {
  return again();
}
