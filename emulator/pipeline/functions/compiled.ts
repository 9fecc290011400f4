/**
 * Reads what `compile.ts` made when this package was built: who installs it needs no compiler, and functions come up
 * sooner. A build puts this file in the other's place, and all modules, which have most of their text in common, into
 * one compressed file.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { checkFunctionModule, COMPILED, type FunctionModule } from './function-modules.ts';

let reading: Promise<Readonly<Record<FunctionModule, string>>> | undefined;

async function readAll(): Promise<Readonly<Record<FunctionModule, string>>> {
  const compressed = await readFile(join(import.meta.dirname, COMPILED));
  return JSON.parse((await promisify(brotliDecompress)(compressed)).toString()) as never;
}

/** The text of the module, which may call `require`. Throws when the pipeline has no such module. */
export async function compileModule(module: string): Promise<string> {
  checkFunctionModule(module);
  return (await (reading ??= readAll()))[module];
}
