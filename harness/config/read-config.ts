/** Finds, loads and checks a configuration. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { registerHooks, type RegisterHooksOptions } from 'node:module';
import { dirname, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SafelightError } from '#aws/terms';
import { configFile } from './config-file.ts';
import type { SafelightConfig } from './config.ts';

export interface FoundConfig {
  /** Absolute. */
  readonly file: string;
  /** Absolute; what a configuration names is relative to it. */
  readonly folder: string;
  readonly config: SafelightConfig;
}

/**
 * The configuration of a folder, or undefined where it has none.
 *
 * @throws SafelightError ERR_CONFIG
 */
export async function findConfig(folder: string): Promise<FoundConfig | undefined> {
  const file = configFile(folder);
  return file === undefined ? undefined : readConfig(file);
}

/** @throws SafelightError ERR_CONFIG, ERR_CONFIG_ABSENT */
export async function readConfig(path: string): Promise<FoundConfig> {
  const file = resolve(path);
  if (!existsSync(file)) {
    throw new SafelightError('ERR_CONFIG_ABSENT', `There is no configuration ${file}.`, {
      hint: 'Name another one with --config, or let `safelight init` write one.',
    });
  }
  const written = extname(file) === '.json' ? await readJson(file) : await load(file);
  const [{ CONFIG_SCHEMA }, v] = await Promise.all([import('./config-schema.ts'), import('valibot')]);
  const checked = v.safeParse(CONFIG_SCHEMA, written);
  if (checked.success) return { file, folder: dirname(file), config: checked.output };
  const problems = checked.issues.map((issue) => `  ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  throw refused(
    file,
    `is not a configuration:\n${problems.join('\n')}`,
    'Every line names the member and what goes there.',
  );
}

const refused = (file: string, what: string, hint: string, cause?: unknown): SafelightError =>
  new SafelightError('ERR_CONFIG', `${file} ${what}`, { hint, cause });

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (cause) {
    throw refused(
      file,
      `is not JSON: ${messageOf(cause)}`,
      'JSON knows no comments and no comma at the end.',
      cause,
    );
  }
}

/** Node takes the types off by itself, so a configuration must not need a compiler: no enums, no paths of tsconfig. */
async function load(file: string): Promise<unknown> {
  const hooks = registerHooks({ ...OWN_NAME, ...TYPESCRIPT_IS_MODULES });
  try {
    const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
    if (module.default !== undefined) return module.default;
  } catch (cause) {
    throw refused(
      file,
      `does not load: ${messageOf(cause)}`,
      'Run it by itself to see where: node safelight.config.ts',
      cause,
    );
  } finally {
    hooks.deregister();
  }
  throw refused(file, 'has no default export.', 'Write `export default defineConfig({ … })`.');
}

const OWN_CONFIG = new URL('./config.ts', import.meta.url).href;

/** By npx there is no package of this name beside the configuration; what it imports is this process's own. */
const OWN_NAME: RegisterHooksOptions = {
  resolve: (specifier, context, next) =>
    specifier === 'safelight/config' ? { url: OWN_CONFIG, shortCircuit: true } : next(specifier, context),
};

/** `npm init` calls every project CommonJS, its `.ts` files with it, whatever they are written as. */
const TYPESCRIPT_IS_MODULES: RegisterHooksOptions = {
  load: (url, context, next) =>
    url.endsWith('.ts') && !url.includes('/node_modules/')
      ? next(url, { ...context, format: 'module-typescript' })
      : next(url, context),
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
