import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

export interface DeclarationBundle {
  /** Absolute. Packages are looked for from here. */
  readonly root: string;
  /** Declaration files by the name of their output, absolute. */
  readonly input: Readonly<Record<string, string>>;
  readonly outDir: string;
  /** Packages that whoever reads the declarations has. */
  readonly external: readonly string[];
}

/**
 * Folds declarations and everything they name, packages included, into one file for each entry and one for what they
 * share; what no entry reaches is left out.
 */
export async function bundleDeclarations({
  root,
  input,
  outDir,
  external,
}: DeclarationBundle): Promise<void> {
  const build = await rolldown({
    cwd: root,
    input: { ...input },
    external: [/^node:/, ...external],
    plugins: [jsonTypes, lean, dts({ dtsInput: true, generator: 'oxc', tsconfig: false })],
    checks: { pluginTimings: false, preferBuiltinFeature: false },
  });
  await build.write({ dir: outDir, format: 'es', chunkFileNames: 'shared-[hash].js' });
  await build.close();
}

const JSON_PREFIX = '\0json:';

/** JSON is a type literal of itself. */
const jsonTypes: Plugin = {
  name: 'json-types',
  resolveId: {
    order: 'pre',
    filter: { id: /\.json$/ },
    handler: (specifier, importer = '') => `${JSON_PREFIX}${resolve(dirname(importer), specifier)}.d.ts`,
  },
  load: {
    filter: { id: /^\0json:/ },
    async handler(id) {
      const text = await readFile(id.slice(JSON_PREFIX.length, -'.d.ts'.length), 'utf8');
      return `declare const value: ${text}; export default value;`;
    },
  },
};

const COMMENT = /\/\*[^]*?\*\//g;
/** Of a package inside the bundle, which is no module of that name any more. */
const AUGMENTATION = /^declare module ['"][^]*?^\}/gm;

/** The SDK's declarations are documentation by three quarters, which AWS's own site has too. */
const lean: Plugin = {
  name: 'lean',
  load: {
    filter: { id: /[\\/]node_modules[\\/].*\.d\.[cm]?ts$/ },
    handler: async (id) => (await readFile(id, 'utf8')).replaceAll(COMMENT, '').replaceAll(AUGMENTATION, ''),
  },
};
