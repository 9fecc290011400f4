/** The files that a project begins with: a configuration, a scenario of its own, and a workflow that judges both. */
import type { Surroundings } from './surroundings.ts';

/** What the files are about. */
export interface Plan {
  /** Absent: safelight's own pipeline is judged until there is another. */
  readonly pipeline: PlannedPipeline | undefined;
  readonly packages: Surroundings['packages'];
}

interface PlannedPipeline {
  readonly template: string;
  /** The logical id of the bucket that photos are uploaded to. */
  readonly bucket: string;
  /** `uploads/{user}/{name}.{extension}` */
  readonly key: string;
}

const CONFIG_FILE = 'safelight.config.ts';
const SCENARIO_FILE = 'scenarios/first-photo.scenario.ts';
const WORKFLOW_FILE = '.github/workflows/safelight.yml';

/** Texts by path. */
export function firstFiles(plan: Plan): Readonly<Record<string, string>> {
  return {
    [CONFIG_FILE]: configText(plan.pipeline),
    [SCENARIO_FILE]: SCENARIO,
    [WORKFLOW_FILE]: workflowText(plan.packages),
  };
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const configText = (
  pipeline: PlannedPipeline | undefined,
): string => `import { defineConfig } from 'safelight/config';

export default defineConfig({
${pipeline === undefined ? NO_PIPELINE : pipelineText(pipeline)}
  scenarios: [${quoted(SCENARIO_FILE)}],
});
`;

const pipelineText = ({ template, bucket, key }: PlannedPipeline): string => `  pipeline: {
    stack: { template: ${quoted(template)} },
    uploads: {
      bucket: { resource: ${quoted(bucket)} },
      key: ${quoted(key)},
    },
    // What becomes of a photo is judged once it is named here:
    // renditions: {
    //   thumbnail: { key: 'thumbnails/{user}/{name}.jpg', width: 300, height: 300, format: 'jpeg' },
    // },
  },`;

const NO_PIPELINE = `  // Safelight's own pipeline is judged until yours is described here:
  // pipeline: { stack: { template: 'template.yaml' }, uploads: { … } },`;

const SCENARIO = `import { expect } from 'vitest';
import { scenario } from 'safelight/vitest';

scenario('a photo that was uploaded is there', { source: 'this project' }, async (world) => {
  const { uploads, photo } = await world.subject();
  const { key: Key } = photo('image/png');
  const Bucket = uploads.bucket;
  const s3 = await world.clients.s3();
  world.onEnd(() => s3.deleteObject({ Bucket, Key }));
  // The smallest picture there is: one transparent pixel.
  const pixel =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
  const Body = Buffer.from(pixel, 'base64');
  await s3.putObject({ Bucket, Key, Body, ContentType: 'image/png' });
  expect(await s3.headObject({ Bucket, Key })).toMatchObject({ ContentLength: Body.length });
});
`;

const INSTALL = {
  npm: 'npm ci',
  pnpm: 'corepack enable && pnpm install --frozen-lockfile',
  yarn: 'corepack enable && yarn install --immutable',
  bun: 'npm install --global bun && bun install --frozen-lockfile',
} as const;

const workflowText = (packages: Plan['packages']): string => `name: safelight
on: [push, pull_request]
permissions:
  contents: read
jobs:
  judge:
    runs-on: ubuntu-latest
    timeout-minutes: 20
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      - run: ${INSTALL[packages]}
      - run: npx safelight test --junit safelight.xml
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: safelight
          path: safelight.xml
`;
