// Attack: thousands of promises fail and nobody listens
// Exercise: printed
// Safe: failed

export async function main(): Promise<void> { for (let i = 0; i < 5000; i++) void Promise.reject(new Error("x".repeat(1000) + i)); await new Promise((r) => setTimeout(r, 1)); }
