/** From nothing to the first signed request answered, with the blueprint provisioned, against starting Node at all. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { S3 } from '@aws-sdk/client-s3';
import type { Benchmark, Comparison } from './measure.ts';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

const repeated = (name: string, operation: () => unknown): Benchmark => ({
  name,
  prepare: async () => ({ operation, [Symbol.asyncDispose]: async () => undefined }),
});

async function upAndFirstRequest(blueprint: string): Promise<void> {
  const child = spawn(process.execPath, [CLI, 'up', '--port', '0', '--json', '--blueprint', blueprint], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { endpoint, accessKeyId, secretAccessKey } = JSON.parse(line.toString()) as Record<string, string>;
  const s3 = new S3({
    endpoint: endpoint ?? '',
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '' },
  });
  await s3.listBuckets();
  s3.destroy();
  child.kill('SIGKILL');
  await once(child, 'exit');
}

export const comparisons: readonly Comparison[] = [
  {
    name: 'start-up',
    reference: repeated('node -e 0', () => execFileSync(process.execPath, ['-e', '0'])),
    contenders: [
      repeated('safelight --version', () => execFileSync(process.execPath, [CLI, '--version'])),
      repeated('up, no blueprint, first request', () => upAndFirstRequest('none')),
      repeated('up, pettracker, first request', () => upAndFirstRequest('pettracker')),
    ],
  },
];
