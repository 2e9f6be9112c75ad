/** The call itself is wrong (exit 2): an unknown exercise, a bad option. The message says what to write instead. */
export class CallError extends Error {
  override readonly name = "CallError";
}
