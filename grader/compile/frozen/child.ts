/**
 * The same process as `isolated/child.ts`, as it is when it has warmed up: Node keeps its heap in a file, and begins from there. It is up in a tenth
 * of the time.
 */
import v8 from "node:v8";
import { createLocalCompiler } from "../compiler.ts";
import { serve } from "../isolated/serve.ts";
import { warmUp } from "../isolated/warm-up.ts";
import { takeAway } from "./young-builtins.ts";

const compiler = createLocalCompiler();
void warmUp(compiler).then(takeAway);
v8.startupSnapshot.setDeserializeMainFunction(() => serve(compiler));
