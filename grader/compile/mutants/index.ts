export type { Answer } from "./entries.ts";
export { type Mutant, type MutantKind, mutantKinds } from "./mutant.ts";
export { MOST_MUTANTS, type MutantRequest, mutantsOf } from "./mutants-of.ts";
