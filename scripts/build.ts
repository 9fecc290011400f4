/**
 * Builds the JavaScript of `dist/`: bundled, because reading a few large files starts several times faster than
 * stripping and linking hundreds of small ones. npm runs it as `prepare`, after every install; the declarations, which
 * only a published package needs, are `scripts/declarations.ts`.
 */
import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { BUILT_CLIENT, clientText } from '#harness/page';
import { PACKED_CLUSTER, packCluster } from '#pipeline/cluster';
import { COMPILED, compileModule, FUNCTION_MODULES } from '#pipeline/functions';
import { bundle } from './bundle.ts';
import { ROOT, scenarioFiles } from './source-tree.ts';

const ENTRY_POINTS = {
  cli: 'harness/cli/launch.ts',
  config: 'harness/config/config.ts',
  index: 'harness/index.ts',
  testcontainers: 'harness/testcontainers.ts',
  vitest: 'harness/vitest.ts',
};

/** Native code, WebAssembly beside its JavaScript, or a tool that whoever needs it has. */
const EXTERNAL = ['@electric-sql/pglite', 'playwright-core', 'sharp', 'testcontainers', 'vitest'];

/** What their packages load when it is there, and do without. */
const NEVER_THERE = ['pg-cloudflare', 'pg-native', 'react-devtools-core'];

/** The parts of the AWS SDK that the product consists of; a function that brings none of its own finds these. */
const SDK = [
  '@aws-sdk/client-api-gateway',
  '@aws-sdk/client-cloudformation',
  '@aws-sdk/client-cloudfront',
  '@aws-sdk/client-cloudtrail',
  '@aws-sdk/client-cloudwatch',
  '@aws-sdk/client-cloudwatch-logs',
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/client-dynamodb-streams',
  '@aws-sdk/client-eventbridge',
  '@aws-sdk/client-iam',
  '@aws-sdk/client-kms',
  '@aws-sdk/client-lambda',
  '@aws-sdk/client-s3',
  '@aws-sdk/client-secrets-manager',
  '@aws-sdk/client-sfn',
  '@aws-sdk/client-sns',
  '@aws-sdk/client-sqs',
  '@aws-sdk/client-ssm',
  '@aws-sdk/client-sts',
  '@aws-sdk/cloudfront-signer',
  '@aws-sdk/lib-dynamodb',
  '@aws-sdk/lib-storage',
  '@aws-sdk/s3-presigned-post',
  '@aws-sdk/s3-request-presigner',
];

/** What is made here, once, is only read by whoever installs it. */
const SUBSTITUTES = {
  'emulator/pipeline/functions/compile.ts': 'emulator/pipeline/functions/compiled.ts',
  'emulator/pipeline/records/fresh-cluster.ts': 'emulator/pipeline/records/fresh-cluster-built.ts',
  'harness/page/client-source.ts': 'harness/page/client-built.ts',
};

/** Bundles everything that package.json's `bin` and `exports` name, and what that loads, into a folder. */
export async function bundleProduct(outDir: string): Promise<void> {
  const scenarios = scenarioFiles();
  await Promise.all([
    bundle({
      root: ROOT,
      outDir,
      entryPoints: {
        ...ENTRY_POINTS,
        ...Object.fromEntries(SDK.map((name) => [`sdk/${name}`, name])),
        ...Object.fromEntries(scenarios.map((file) => [bundledScenario(file), file])),
      },
      external: [...EXTERNAL, ...NEVER_THERE],
      substitutes: SUBSTITUTES,
    }),
    compileFunctions(join(outDir, COMPILED)),
    packCluster().then((bytes) => write(join(outDir, PACKED_CLUSTER), bytes)),
    clientText().then((text) => write(join(outDir, BUILT_CLIENT), text)),
  ]);
  for (const file of scenarios) {
    const entry = file.replace(/\.ts$/, '.js');
    write(join(outDir, entry), `import '../../${bundledScenario(file)}.js';\n`);
  }
}

/** The modules are one SDK with different handlers: a window over all of them stores what they share once. */
async function compileFunctions(file: string): Promise<void> {
  const compiling = FUNCTION_MODULES.map(async (module) => [module, await compileModule(module)]);
  const text = JSON.stringify(Object.fromEntries(await Promise.all(compiling)));
  const { BROTLI_PARAM_LGWIN, BROTLI_PARAM_QUALITY } = constants;
  write(file, brotliCompressSync(text, { params: { [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_QUALITY]: 9 } }));
}

/** Entry points lie beside their chunks; what Vitest is shown has the scenario's own name in its family's folder. */
const bundledScenario = (file: string): string =>
  `scenarios-${basename(dirname(file))}-${basename(file, '.scenario.ts')}`;

function write(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

if (import.meta.main) {
  const outDir = join(ROOT, 'dist');
  // npm runs `prepack` before this: what that made stays.
  for (const name of globSync('*', { cwd: outDir, exclude: ['types'] })) {
    rmSync(join(outDir, name), { recursive: true });
  }
  await bundleProduct(outDir);
}
