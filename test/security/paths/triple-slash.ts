// Attack: references to files and libraries in comments, and types that only they would give
// Safe: rejected types

/// <reference path="TRAP_FOLDER/secret.ts" />
/// <reference path="../../../secret.ts" />
/// <reference types="node" />
/// <reference lib="dom" />
/// <amd-module name="x" />
/// <amd-dependency path="chronograde:task" name="task" />
// @ts-nocheck
/* @jsxImportSource ../../../secret */

declare const task: { take(): unknown };

export async function main(): Promise<unknown> {
  return [task.take(), document.title, process.env, secret];
}
