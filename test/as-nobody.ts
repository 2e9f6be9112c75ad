/** Does this as a user who is not root: root may read whatever it likes. */
export function asNobody<T>(look: () => T): T {
  if (process.geteuid?.() !== 0) return look();
  process.seteuid!(65_534);
  try {
    return look();
  } finally {
    process.seteuid!(0);
  }
}
