import { cpSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';

/** Repository paths of entry points, or names of packages, by the name of their output: `{ index: 'harness/index.ts' }`. */
type EntryPoints = Readonly<Record<string, string>>;

export interface Bundle {
  readonly root: string;
  readonly outDir: string;
  readonly entryPoints: EntryPoints;
  /** Packages that stay packages: too heavy to load unless used, or not JavaScript alone. */
  readonly external: readonly string[];
  /** Repository paths of modules and what stands in their place in a bundle. */
  readonly substitutes?: Readonly<Record<string, string>>;
}

const OWN_URL = /new URL\(\s*'(\.\.?\/[^']*)',\s*import\.meta\.url,?\s*\)/g;

/**
 * Bundles entry points into flat ES modules that share chunks, tests and types left out.
 *
 * A source reaches a file of its own as `new URL('./file', import.meta.url)`, which a bundle would break. Those are
 * followed: a TypeScript file becomes one more entry point (a child process's or worker's main file), anything else,
 * folders included, is copied to `assets/`. Only a literal path is seen, so name a folder to reach its files.
 */
export async function bundle(product: Bundle): Promise<void> {
  const entryPoints = await reachedFrom(product);
  const files: OwnFiles = {
    module: (name) => `./${outputOf(name)}.js`,
    data(name, path) {
      cpSync(path, join(product.outDir, 'assets', name), { recursive: true });
      return `./assets/${name}`;
    },
  };
  await build({
    ...SETTINGS,
    absWorkingDir: product.root,
    entryPoints,
    outdir: product.outDir,
    external: [...product.external],
    plugins: [substitute(product), followOwnUrls(product.root, files)],
  });
}

const SETTINGS: BuildOptions = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  // The SDK's ES modules: of CommonJS, a dynamic import would keep the default export alone.
  mainFields: ['module', 'main'],
  chunkNames: 'chunk-[hash]',
  legalComments: 'none',
  // Names stay for stack traces; the rest of the text is only held in memory, 6 MB of it in an idle cloud.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
  // CommonJS packages inside the bundle still call require for Node's own modules.
  banner: {
    js: "import { createRequire as bundleRequire } from 'node:module';\nconst require = bundleRequire(import.meta.url);",
  },
};

/** All entry points: those given, and what they name by URL, and what those name. One build of all shares most. */
async function reachedFrom(product: Bundle): Promise<Record<string, string>> {
  const known: Record<string, string> = { ...product.entryPoints };
  let pending = Object.values(known);
  while (pending.length > 0) {
    const reached = new Set<string>();
    const files: OwnFiles = {
      module(name) {
        reached.add(name);
        return '';
      },
      data: () => '',
    };
    await build({
      absWorkingDir: product.root,
      entryPoints: pending.filter((path) => /\.tsx?$/.test(path)),
      outdir: product.outDir,
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      // The doors look like packages.
      plugins: [substitute(product), followOwnUrls(product.root, files)],
    });
    pending = [...reached].filter((name) => known[outputOf(name)] === undefined);
    for (const name of pending) known[outputOf(name)] = name;
  }
  return known;
}

const outputOf = (name: string): string => name.replace(/\.tsx?$/, '').replaceAll('/', '-');

function substitute({ root, substitutes = {} }: Bundle): Plugin {
  return {
    name: 'substitute',
    setup(esbuild) {
      if (Object.keys(substitutes).length === 0) return;
      esbuild.onResolve({ filter: /^\.\.?\/.*\.tsx?$/ }, ({ path, resolveDir }) => {
        const stand = substitutes[inRepository(root, resolve(resolveDir, path))];
        return stand === undefined ? undefined : { path: join(root, stand) };
      });
    },
  };
}

/** What becomes of a file that a source names by URL; each answers the address that stands in the bundle. */
interface OwnFiles {
  module(name: string): string;
  data(name: string, path: string): string;
}

const inRepository = (root: string, path: string): string => relative(root, path).replaceAll(sep, '/');

function followOwnUrls(root: string, files: OwnFiles): Plugin {
  return {
    name: 'follow-own-urls',
    setup(esbuild) {
      esbuild.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        if (path.includes(`${sep}node_modules${sep}`)) return undefined;
        const source = await readFile(path, 'utf8');
        const contents = source.replaceAll(OWN_URL, (_, target: string) => {
          const file = resolve(dirname(path), target);
          const name = inRepository(root, file);
          if (/\.tsx?$/.test(file)) return `new URL('${files.module(name)}', import.meta.url)`;
          const slash = target.endsWith('/') ? '/' : '';
          return `new URL('${files.data(name, file)}${slash}', import.meta.url)`;
        });
        return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
      });
    },
  };
}
