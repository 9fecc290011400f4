/** The package as it is published: packed by npm, and installed in a project that knows nothing of this repository. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { publint } from 'publint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packProduct, type Packed } from './packed.ts';
import { overSize } from './size-budgets.ts';
import { ROOT } from './source-tree.ts';

let packed: Packed;

beforeAll(async () => {
  packed = await packProduct(['@types/node', 'playwright-core', 'testcontainers', 'undici-types', 'vitest']);
}, 300_000);

afterAll(() => packed[Symbol.dispose]());

const installed = (...parts: readonly string[]): string =>
  join(packed.project, 'node_modules/safelight', ...parts);

/** Runs Node in the project; answers what it printed, whatever it ended with. */
async function node(...args: readonly string[]): Promise<string> {
  const options = { cwd: packed.project, env: { ...process.env, NO_COLOR: '1' }, maxBuffer: 2 ** 26 };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, options).catch(
    (failed: { stdout: string; stderr: string }) => failed,
  );
  return stdout + stderr;
}

const inRepository = (path: string): string => join(ROOT, 'node_modules', path);

test('publint has nothing to say', async () => {
  const { messages } = await publint({ pkgDir: installed(), strict: true, pack: false });
  expect(messages).toEqual([]);
});

test('every export has types that resolve', async () => {
  const cli = inRepository('@arethetypeswrong/cli/dist/index.js');
  const said = await node(cli, packed.tarball, '--profile', 'esm-only', '--format', 'json', '--no-emoji');
  const { analysis, problems } = JSON.parse(said) as {
    analysis: { types: unknown; entrypoints: object };
    problems?: Readonly<Record<string, readonly { resolutionKind?: string }[]>>;
  };
  // What only asks from CommonJS or the old resolution is no question to a package of ES modules.
  const asked = Object.values(problems ?? {}).flat();
  const foreign = ['node10', 'node16-cjs'];
  expect(asked.filter(({ resolutionKind = '' }) => !foreign.includes(resolutionKind))).toEqual([]);
  expect(analysis.types).toEqual({ kind: 'included' });
  expect(Object.keys(analysis.entrypoints)).toEqual([
    '.',
    './config',
    './testcontainers',
    './vitest',
    './package.json',
  ]);
});

test('it stays small', () => {
  expect(overSize(packed.facts)).toEqual([]);
});

test('it brings two packages along and runs nothing when it is installed', () => {
  const manifest = JSON.parse(readFileSync(installed('package.json'), 'utf8')) as {
    dependencies: object;
    scripts: object;
  };
  expect(Object.keys(manifest.dependencies)).toEqual(['@electric-sql/pglite', 'sharp']);
  expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
});

/** Notes every file that is loaded, with its size. */
const TRACE = `
import { appendFileSync, statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:')) {
      const file = fileURLToPath(url);
      appendFileSync('trace.txt', statSync(file).size + ' ' + file + '\\n');
    }
    return next(url, context);
  },
});`;

function loaded(): readonly { readonly size: number; readonly file: string }[] {
  const lines = readFileSync(join(packed.project, 'trace.txt'), 'utf8').trimEnd().split('\n');
  writeFileSync(join(packed.project, 'trace.txt'), '');
  return lines.map((line) => ({ size: Number(line.split(' ', 1)[0]), file: line.replace(/^\d+ /, '') }));
}

test('a command that starts no cloud loads none', async () => {
  writeFileSync(join(packed.project, 'trace.mjs'), TRACE);
  expect(await node('--import', './trace.mjs', installed('dist/cli.js'), '--version')).toBe('0.1.0\n');
  const bytes = loaded().reduce((sum, { size }) => sum + size, 0);
  expect(bytes).toBeLessThan(200_000);
  await node(
    '--import',
    './trace.mjs',
    installed('dist/cli.js'),
    'status',
    '--endpoint',
    'http://127.0.0.1:1',
  );
  expect(loaded().reduce((sum, { size }) => sum + size, 0)).toBeLessThan(200_000);
});

test('the module for testcontainers loads no cloud', async () => {
  const asks =
    "const module = await import('safelight/testcontainers'); console.log(Object.keys(module).join())";
  const said = await node('--import', './trace.mjs', '--input-type=module', '--eval', asks);
  expect(said).toBe('SafelightContainer,StartedSafelightContainer\n');
  const own = loaded().filter(({ file }) => file.startsWith(installed()));
  expect(own.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(10_000);
});

/** Starts the installed command and hands its address to `use`. */
async function whileUp(use: (endpoint: string) => Promise<void>): Promise<void> {
  const args = [
    '--import',
    './trace.mjs',
    installed('dist/cli.js'),
    'up',
    '--port',
    '0',
    '--blueprint',
    'none',
    '--json',
  ];
  const cli = spawn(process.execPath, args, { cwd: packed.project, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(cli, 'exit');
  const [line] = (await once(createInterface(cli.stdout), 'line')) as [string];
  try {
    await use((JSON.parse(line) as { endpoint: string }).endpoint);
  } finally {
    cli.kill('SIGTERM');
    await ended;
  }
}

test('a cloud loads no image library, no database, no dashboard and no sandbox until one is needed', async () => {
  await whileUp(async () => {
    const files = loaded();
    expect(files.map(({ file }) => file).filter((file) => !file.includes('safelight'))).toEqual([]);
    const texts = files.map(({ file }) => readFileSync(file, 'utf8'));
    for (const heavy of ['react-reconciler', 'quickjs-singlefile', 'pg-protocol']) {
      expect(texts.filter((text) => text.includes(`node_modules/${heavy}`))).toEqual([]);
    }
  });
});

test.for([
  { file: 'index.mjs', head: "import { S3Client } from '@aws-sdk/client-s3';\nexport const handler" },
  { file: 'index.cjs', head: "const { S3Client } = require('@aws-sdk/client-s3');\nexports.handler" },
])('a function finds the SDK that AWS would have for it: $file', async ({ file, head }) => {
  await whileUp(async (endpoint) => {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const lambda = new LambdaClient({ endpoint, region: 'us-east-1', credentials });
    const code = `${head} = async () => typeof new S3Client({}).send;`;
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'asks',
        Runtime: 'nodejs24.x',
        Role: 'arn:aws:iam::000000000000:role/asks',
        Handler: 'index.handler',
        Code: { ZipFile: zipSync({ [file]: strToU8(code) }) },
      }),
    );
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'asks' }));
    expect(Payload?.transformToString()).toBe('"function"');
    lambda.destroy();
  });
});

test('a project in TypeScript sees the types of everything, the SDK clients included', async () => {
  writeFileSync(
    join(packed.project, 'uses.ts'),
    `import { createClients, createCloud, type Cloud } from 'safelight';
import { scenario } from 'safelight/vitest';
const cloud: Cloud = await createCloud({ clock: 'manual' });
const s3 = await createClients({
  endpoint: cloud.endpoint,
  region: cloud.region,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
}).s3();
const { Buckets } = await s3.listBuckets();
export const names: (string | undefined)[] | undefined = Buckets?.map(({ Name }) => Name);
// @ts-expect-error -- the types are there, and say no
export const wrong: number = Buckets;
scenario('a bucket', { source: 'own' }, async () => undefined);
`,
  );
  const flags = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2024', '--types', 'node'];
  const lib = ['--lib', 'es2024,esnext.disposable,dom,dom.iterable'];
  expect(await node(inRepository('typescript/bin/tsc'), ...flags, ...lib, 'uses.ts')).toBe('');
});

test('a project on Vitest writes scenarios of its own', async () => {
  mkdirSync(join(packed.project, 'own'), { recursive: true });
  writeFileSync(
    join(packed.project, 'own/kept.test.ts'),
    `import { expect } from 'vitest';
import { scenario } from 'safelight/vitest';
scenario('a new cloud has no bucket', { source: 'own' }, async ({ clients }) => {
  expect((await (await clients.s3()).listBuckets()).Buckets).toEqual([]);
});
`,
  );
  const said = await node(inRepository('vitest/vitest.mjs'), 'run', '--root', packed.project, 'own');
  expect(said).toMatch(/1 passed/);
});

test('the scenarios come along', async () => {
  const said = await node(installed('dist/cli.js'), 'test', '--family', 'versioning');
  expect(said).toMatch(/embedded \(safelight [\d.]+\): \d+ passed/);
});
