import { cpSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';

/** Repository paths of entry points by the name of their output: `{ index: 'harness/index.ts' }`. */
type EntryPoints = Readonly<Record<string, string>>;

export interface Bundle {
  readonly root: string;
  readonly outDir: string;
  readonly entryPoints: EntryPoints;
  /** Packages that stay packages: too heavy to load unless used, or not JavaScript alone. */
  readonly external: readonly string[];
}

const OWN_URL = /new URL\(\s*'(\.\.?\/[^']*)',\s*import\.meta\.url,?\s*\)/g;

/**
 * Bundles entry points into flat ES modules that share chunks, tests and types left out.
 *
 * A source reaches a file of its own as `new URL('./file', import.meta.url)`, which a bundle would break. Those are
 * followed: a TypeScript file becomes one more entry point (a child process's or worker's main file), anything else,
 * folders included, is copied to `assets/`. Only a literal path is seen, so name a folder to reach its files.
 */
export async function bundle({ root, outDir, entryPoints, external }: Bundle): Promise<void> {
  let pending: EntryPoints = entryPoints;
  const built = new Set<string>();
  while (Object.keys(pending).length > 0) {
    for (const name of Object.keys(pending)) built.add(name);
    const reached: Record<string, string> = {};
    await build({
      ...SETTINGS,
      absWorkingDir: root,
      entryPoints: { ...pending },
      outdir: outDir,
      external: [...external],
      plugins: [followOwnUrls(root, outDir, reached)],
    });
    pending = Object.fromEntries(Object.entries(reached).filter(([name]) => !built.has(name)));
  }
}

const SETTINGS: BuildOptions = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
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

function followOwnUrls(root: string, outDir: string, reached: Record<string, string>): Plugin {
  const inRepository = (path: string): string => relative(root, path).replaceAll(sep, '/');
  return {
    name: 'follow-own-urls',
    setup(esbuild) {
      esbuild.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        if (path.includes(`${sep}node_modules${sep}`)) return undefined;
        const source = await readFile(path, 'utf8');
        const contents = source.replaceAll(OWN_URL, (_, target: string) => {
          const file = resolve(dirname(path), target);
          const name = inRepository(file);
          if (!/\.tsx?$/.test(file)) {
            cpSync(file, join(outDir, 'assets', name), { recursive: true });
            const slash = target.endsWith('/') ? '/' : '';
            return `new URL('./assets/${name}${slash}', import.meta.url)`;
          }
          const entry = name.replace(/\.tsx?$/, '').replaceAll('/', '-');
          reached[entry] = name;
          return `new URL('./${entry}.js', import.meta.url)`;
        });
        return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
      });
    },
  };
}
