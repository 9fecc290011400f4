/**
 * The modules whose exports run as functions. A module is named by a URL, so that a build of this package follows it and
 * puts it beside the code that asks for it.
 */
const HANDLERS: Readonly<Record<string, URL>> = {
  'api/lambda.ts': new URL('../api/lambda.ts', import.meta.url),
  'image-api/as-written.ts': new URL('../image-api/as-written.ts', import.meta.url),
  'image-api/lambda.ts': new URL('../image-api/lambda.ts', import.meta.url),
  'image-api/repair-images.ts': new URL('../image-api/repair-images.ts', import.meta.url),
  'image-platform/render-image.ts': new URL('../image-platform/render-image.ts', import.meta.url),
  'image-platform/s3-event-handler.ts': new URL('../image-platform/s3-event-handler.ts', import.meta.url),
  'image-platform/write-processing-info.ts': new URL(
    '../image-platform/write-processing-info.ts',
    import.meta.url,
  ),
  'processors/analysis.ts': new URL('../processors/analysis.ts', import.meta.url),
  'processors/thumbnail.ts': new URL('../processors/thumbnail.ts', import.meta.url),
};

/** Where a blueprint's module lies. Throws when the pipeline has no such module. */
export function handlerModule(module: string): URL {
  const url = HANDLERS[module];
  if (url === undefined) {
    throw new Error(
      `${module} is no function of the pipeline; there are ${Object.keys(HANDLERS).join(', ')}`,
    );
  }
  return url;
}
