import { expect, test } from 'vitest';
import { allImports, describeBreach } from './check-walls.ts';
import { importsOf } from './imports.ts';
import { breaches, WALLS } from './walls.ts';

const DOORS = {
  '#aws': './emulator/aws/index.ts',
  '#pipeline': './emulator/pipeline/index.ts',
  '#harness': './harness/index.ts',
  '#fixtures': './fixtures/index.ts',
};

const broken = (file: string, source: string): string[] =>
  breaches(importsOf(file, source, DOORS)).map((breach) => breach.rule);

test.each(WALLS)('a wall stands: $rule', ({ rule, example }) => {
  expect(broken(example.file, example.source)).toContain(rule);
});

test('no file of the project crosses a wall', () => {
  expect(breaches(allImports()).map(describeBreach)).toEqual([]);
});

test.each([
  ['emulator/aws/services/s3/bucket.ts', "import { days } from '../../kernel/instant.ts';"],
  ['emulator/aws/services/s3/bucket.ts', "import type { BucketType } from '@aws-sdk/client-s3';"],
  ['emulator/aws/services/s3/service.ts', "import { PutObject$ } from '@aws-sdk/client-s3';"],
  ['emulator/aws/services/s3/bucket.test.ts', "import { createCloud } from '../../index.ts';"],
  ['emulator/aws/wiring/s3-to-sqs.ts', "import { Queue } from '../services/sqs/queue.ts';"],
  ['emulator/aws/wire/schema.ts', "import { NormalizedSchema } from '@smithy/core/schema';"],
  ['emulator/pipeline/api/app.test.ts', "import { createCloud } from '#aws';"],
  ['harness/targets/embedded.ts', "import { createCloud } from '#aws';"],
  ['scenarios/uploads/put.scenario.ts', "import { scenario } from '#harness';"],
  ['load/journeys/upload.ts', "import http from 'k6/http';"],
])('%s may say %s', (file, source) => {
  expect(broken(file, source)).toEqual([]);
});

test('every way to name a module counts as an import', () => {
  const source = [
    "import type { A } from './a.ts';",
    "import { type B } from './b.ts';",
    "import { type C, d } from './c.ts';",
    "import './side-effect.ts';",
    "export { e } from './e.ts';",
    "export type * from './f.ts';",
    "const g = await import('./g.ts');",
    "type H = import('./h.ts').H;",
  ].join('\n');
  expect(importsOf('harness/x/y.ts', source, DOORS).map(({ to, kind, line }) => [to, kind, line])).toEqual([
    ['harness/x/a.ts', 'type', 1],
    ['harness/x/b.ts', 'type', 2],
    ['harness/x/c.ts', 'value', 3],
    ['harness/x/side-effect.ts', 'value', 4],
    ['harness/x/e.ts', 'value', 5],
    ['harness/x/f.ts', 'type', 6],
    ['harness/x/g.ts', 'value', 7],
    ['harness/x/h.ts', 'type', 8],
  ]);
});
