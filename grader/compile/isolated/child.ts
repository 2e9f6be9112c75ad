/** The process in which submissions are compiled: a file made to overtax the type checker ends this one and no other. */
import { createLocalCompiler } from "../compiler.ts";
import { serve } from "./serve.ts";
import { warmUp } from "./warm-up.ts";

const compiler = createLocalCompiler();
// While the parent still reads exercises and submissions.
void warmUp(compiler);
serve(compiler);
