/** The modules whose exports run as functions: paths below `emulator/pipeline`. */
export const FUNCTION_MODULES = [
  'api/lambda.ts',
  'image-api/as-written.ts',
  'image-api/lambda.ts',
  'image-api/repair-images.ts',
  'image-platform/render-image.ts',
  'image-platform/s3-event-handler.ts',
  'image-platform/write-processing-info.ts',
  'processors/analysis.ts',
  'processors/thumbnail.ts',
] as const satisfies readonly string[];

export type FunctionModule = (typeof FUNCTION_MODULES)[number];

/** Throws when the pipeline has no such module. */
export function checkFunctionModule(module: string): asserts module is FunctionModule {
  if (!(FUNCTION_MODULES as readonly string[]).includes(module)) {
    throw new Error(`${module} is no function of the pipeline; there are ${FUNCTION_MODULES.join(', ')}`);
  }
}

/** The file of a build of this package that holds all modules, compiled: JSON, compressed with Brotli. */
export const COMPILED = 'functions.json.br';
