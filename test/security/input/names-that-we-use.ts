// Attack: names that compiled code uses for itself
// Exercise: printed
// Safe: failed

const task = 1, task_1 = 2, mark = 3, mark_1 = 4, take = 5, take_1 = 6, after_1 = 7, put_1 = 8, thrown_1 = 9, thrown = 10, hand_1 = 11;
export async function main(): Promise<void> { await null; if (task + task_1 + mark + mark_1 + take + take_1 + after_1 + put_1 + thrown_1 + thrown + hand_1 < 0) throw "never"; try { throw "x"; } catch (e) { console.log(e); } }
