/**
 * A function's deployment package: one ES module with everything in it, zipped, the same bytes for the same sources.
 *
 * sharp is native code and stays outside the module. It is asked for through `require`, which, unlike `import`, honours
 * `NODE_PATH`: so it is found in the zip (`bundled`, for AWS), in a layer, or in the `node_modules` of the machine that
 * runs the function (`host`, for an emulator that starts functions as processes; nothing needs to be copied).
 */
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { Zip, ZipPassThrough } from 'fflate';
import type { FunctionSource } from '../blueprints/blueprint.ts';
import { compileModule } from './compile.ts';
import { hostModules, sharpFiles } from './sharp-packages.ts';
import type { Architecture } from './sharp-packages.ts';

export interface BundleOptions {
  readonly sharp: 'bundled' | 'host';
  /** Of the function, for `bundled`; `x86_64` unless given. */
  readonly architecture?: Architecture;
}

/** What the handlers of one module have in common. */
export interface ModulePackage {
  readonly zip: Uint8Array;
  /** What the function's environment needs besides its own variables. */
  readonly environment: Readonly<Record<string, string>>;
}

const DEFLATE = 8;
const UNIX = 3;
/** Regular file, `rw-r--r--`: files that Lambda's user may not read fail at the first import. */
const READABLE = 0o100644 * 2 ** 16;

/** Zip has no time before 1980; any fixed one will do. */
const MTIME = '1980-01-01T00:00:00';

/** What Lambda is to call in the package of the handler's module. */
export const handlerIn = ({ handler }: FunctionSource): string => `index.${handler}`;

/** Packs a module of the pipeline, with all handlers it has. */
export async function bundleModule(
  { module, sharp }: Omit<FunctionSource, 'handler'>,
  options: BundleOptions,
): Promise<ModulePackage> {
  const bundled = sharp === true && options.sharp === 'bundled';
  const compiled = await compileModule(module);
  const contents = {
    // A function loads sharp while it starts, and fails there if it is missing, not with its first image.
    'index.mjs': Buffer.from(sharp === true ? `${compiled}require('sharp');\n` : compiled),
    ...(bundled ? sharpFiles(options.architecture ?? 'x86_64') : {}),
  };
  return {
    zip: await zipped(contents),
    environment: sharp === true && !bundled ? { NODE_PATH: hostModules() } : {},
  };
}

/** A file of a zip that was compressed before: Node's own zlib takes a tenth of the time. */
class DeflatedFile extends ZipPassThrough {
  readonly #deflated: Uint8Array<ArrayBuffer>;

  constructor(name: string, deflated: Uint8Array<ArrayBuffer>) {
    super(name);
    this.#deflated = deflated;
    this.compression = DEFLATE;
    this.os = UNIX;
    this.attrs = READABLE;
    this.mtime = MTIME;
  }

  protected override process(_: Uint8Array, final: boolean): void {
    this.ondata(null, this.#deflated, final);
  }
}

async function zipped(contents: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [name, bytes] of Object.entries(contents)) {
    const file = new DeflatedFile(name, await promisify(deflateRaw)(bytes));
    zip.add(file);
    file.push(bytes, true);
  }
  zip.end();
  return Buffer.concat(chunks);
}
