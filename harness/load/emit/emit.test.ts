import { expect, test } from 'vitest';
import { manifestsOf, type RunnerPlan } from './manifests.ts';
import { sorted } from './archive.ts';
import { breaches, TEST_RUN } from './test-run-schema.ts';

const plan: RunnerPlan = {
  name: 'ingest-steady',
  version: '2.2.0',
  parallelism: 4,
  variables: sorted({ BUCKET: 'images', RATE: '2000', AWS_SECRET_ACCESS_KEY: 'hush', SIGNATURE: 'Policy=x' }),
  archive: Buffer.alloc(200_000),
  imageBytes: 204_800,
  users: 4_000,
};

interface TestRun {
  readonly spec: {
    readonly parallelism: number;
    readonly arguments: string;
    readonly script: unknown;
    readonly runner: {
      readonly env: readonly { readonly name: string; readonly value: string }[];
      readonly envFrom: unknown;
      readonly resources: { readonly requests: { readonly memory: string } };
    };
  };
}

const runOf = (more: Partial<RunnerPlan> = {}): TestRun =>
  manifestsOf({ ...plan, ...more })['testrun.yaml'] as TestRun;

test('a TestRun is what its schema wants, with the load shared out over runners', () => {
  const { spec } = runOf();
  expect(breaches(runOf(), TEST_RUN)).toEqual([]);
  expect(spec).toMatchObject({
    parallelism: 4,
    script: { configMap: { name: 'ingest-steady', file: 'archive.tar' } },
    arguments: expect.stringContaining('--tag testrun=ingest-steady'),
  });
});

test('secrets are in the secret alone', () => {
  const { 'secret.yaml': secret, ...others } = manifestsOf(plan);
  expect(secret).toMatchObject({ stringData: { AWS_SECRET_ACCESS_KEY: 'hush', SIGNATURE: 'Policy=x' } });
  expect(JSON.stringify(others)).not.toContain('hush');
  expect(runOf().spec.runner.env).toContainEqual({ name: 'BUCKET', value: 'images' });
  expect(runOf().spec.runner.envFrom).toEqual([{ secretRef: { name: 'ingest-steady' } }]);
});

test('an archive too large for a ConfigMap goes on a volume', () => {
  const manifests = manifestsOf({ ...plan, archive: Buffer.alloc(52_000_000) });
  expect(Object.keys(manifests)).toEqual(['volume.yaml', 'secret.yaml', 'testrun.yaml']);
  expect(manifests['testrun.yaml']).toMatchObject({
    spec: { script: { volumeClaim: { name: 'ingest-steady', file: 'archive.tar', readOnly: true } } },
  });
});

test('more runners need less memory each', () => {
  const memory = (parallelism: number): number =>
    Number.parseInt(runOf({ parallelism }).spec.runner.resources.requests.memory, 10);
  expect(memory(8)).toBeLessThan(memory(4));
});

test.each([
  ['an unknown name', { spec: { ...runOf().spec, paralelism: 4 } }, '$.spec.paralelism is not known'],
  ['a missing script', { spec: { parallelism: 1 } }, '$.spec.script is missing'],
  ['a number as text', { spec: { ...runOf().spec, parallelism: '4' } }, '$.spec.parallelism is no integer'],
  ['another kind', { kind: 'K6' }, '$.kind is not TestRun'],
  ['a name in capitals', { metadata: { name: 'Upload' } }, '$.metadata.name does not look like'],
])('%s is a breach', (_, change, breach) => {
  const wrong = breaches({ ...runOf(), ...change }, TEST_RUN);
  expect(wrong.join('\n')).toContain(breach);
});

test('a name that Kubernetes does not take is refused', () => {
  expect(() => runOf({ name: 'Ingest_Steady' })).toThrow(expect.objectContaining({ code: 'ERR_MANIFEST' }));
});
