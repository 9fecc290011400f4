/**
 * Finds what a handler's name names: `folder/file.path.to.function`, the file with one of Node's endings, CommonJS or ES
 * module as its ending and the nearest package.json say.
 *
 * Evidence: aws.md section B.2; aws-lambda-nodejs-runtime-interface-client 3.3 and its rewrite for Node 24.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NodeConfiguration } from '../frames.ts';
import { RuntimeError } from './runtime-errors.ts';

export type Handler = (...values: unknown[]) => unknown;

/** Who asks for the module, as AWS names it: it stands at the end of what an import that failed tells. */
const RUNTIME = '/var/runtime/index.mjs';
const NAME = /^([^.]*)\.(.+)$/;
const ENDINGS = ['', '.js', '.mjs', '.cjs'];
const TYPESCRIPT_ENDINGS = ['.ts', '.mts', '.cts'];

/** @throws RuntimeError or whatever loading the module throws */
export async function loadHandler(configuration: NodeConfiguration): Promise<Handler> {
  const { handler: name, taskRoot, typescript } = configuration;
  if (name.includes('..')) {
    throw new RuntimeError(
      'MalformedHandlerName',
      `'${name}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const folder = name.slice(0, name.length - basename(name).length);
  const [, file, path] = NAME.exec(basename(name)) ?? [];
  if (file === undefined || path === undefined) throw new RuntimeError('MalformedHandlerName', 'Bad handler');
  const base = resolve(taskRoot, folder, file);
  const endings = typescript ? [...ENDINGS, ...TYPESCRIPT_ENDINGS] : ENDINGS;
  const module = await load(endings.map((ending) => base + ending).find(isFile), file, taskRoot);
  const found = findIn(module, path) ?? findIn((module as { default?: unknown }).default, path);
  if (found === undefined || found === null) {
    throw new RuntimeError('HandlerNotFound', `${name} is undefined or not exported`);
  }
  if (typeof found !== 'function') throw new RuntimeError('HandlerNotFound', `${name} is not a function`);
  return found as Handler;
}

async function load(file: string | undefined, name: string, taskRoot: string): Promise<unknown> {
  if (file === undefined) {
    throw new RuntimeError(
      'ImportModuleError',
      `Error: Cannot find module '${name}'\nRequire stack:\n- ${RUNTIME}`,
    );
  }
  try {
    const url = pathToFileURL(file).href;
    if (isEsModule(file, taskRoot)) return await import(url);
    return createRequire(RUNTIME)(file) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new RuntimeError('UserCodeSyntaxError', String(error), { stack: error.stack });
    }
    if (error instanceof Error && (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') {
      throw new RuntimeError('ImportModuleError', String(error));
    }
    throw error;
  }
}

function isEsModule(file: string, taskRoot: string): boolean {
  const ending = extname(file);
  if (ending === '.mjs' || ending === '.mts') return true;
  if (ending === '.cjs' || ending === '.cts') return false;
  if (ending === '.ts') return true;
  for (let folder = dirname(file); folder.startsWith(taskRoot); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (isFile(manifest)) {
      const { type } = JSON.parse(readFileSync(manifest, 'utf8')) as { type?: unknown };
      return type === 'module';
    }
    if (folder === dirname(folder)) break;
  }
  return false;
}

const findIn = (module: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        value === undefined || value === null ? undefined : (value as Record<string, unknown>)[key],
      module,
    );

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
