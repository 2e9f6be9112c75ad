/** The module `chronograde:syntax`: what compiled code imports for syntax that the engine lacks, see the compiler's `importSyntaxFunctions`. */
export {
  __addDisposableResource,
  __disposeResources,
  __esDecorate,
  __propKey,
  __runInitializers,
  __setFunctionName,
} from "tslib";
