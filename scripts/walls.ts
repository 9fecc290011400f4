/**
 * The walls between the parts of the house, as data. `scripts/check-walls.ts` holds every file against them; each wall
 * carries one import that must trip it, and `walls.test.ts` proves that it does.
 */
import type { Import } from './imports.ts';

export interface Wall {
  /** The rule, as a sentence. */
  readonly rule: string;
  readonly forbids: (edge: Import) => boolean;
  /** A file, and an import in it that the wall stops. */
  readonly example: { readonly file: string; readonly source: string };
}

const AREAS = [
  'emulator/aws',
  'emulator/pipeline',
  'harness',
  'scenarios',
  'load',
  'fixtures',
  'bench',
  'scripts',
] as const;
type Area = (typeof AREAS)[number];

const areaOf = (path: string): Area | undefined => AREAS.find((area) => path.startsWith(`${area}/`));
const serviceOf = (path: string): string | undefined => /^emulator\/aws\/services\/([^/]+)\//.exec(path)?.[1];
/** Tests, and what only tests share, in folders named `testing`. */
const isTest = (path: string): boolean => /\.(test|scenario|torture)\.tsx?$|\/testing\//.test(path);
const isSource = (edge: Import): boolean => !isTest(edge.from);
const inAws = (path: string, ...parts: readonly string[]): boolean =>
  parts.some((part) => path.startsWith(`emulator/aws/${part}`));

/** Whether the import leaves `area` for another of our areas than those named. */
const leaves = (edge: Import, area: Area, ...allowed: readonly Area[]): boolean => {
  const to = areaOf(edge.to);
  return areaOf(edge.from) === area && to !== undefined && to !== area && !allowed.includes(to);
};

export const WALLS: readonly Wall[] = [
  {
    rule: 'Areas meet at their doors (#aws, #pipeline, #harness, #fixtures, #scripts), never by a path into each other.',
    forbids: (edge) =>
      edge.specifier.startsWith('.') &&
      areaOf(edge.from) !== undefined &&
      areaOf(edge.to) !== areaOf(edge.from),
    example: {
      file: 'harness/targets/embedded.ts',
      source: "import { createCloud } from '../../emulator/aws/index.ts';",
    },
  },
  {
    rule: 'The cloud imports nothing of ours; its tests may use the fixtures.',
    forbids: (edge) =>
      isTest(edge.from) ? leaves(edge, 'emulator/aws', 'fixtures') : leaves(edge, 'emulator/aws'),
    example: { file: 'emulator/aws/cloud.ts', source: "import { pettracker } from '#pipeline';" },
  },
  {
    rule: 'The pipeline never knows which cloud it is on; its tests may start one.',
    forbids: (edge) =>
      isTest(edge.from)
        ? leaves(edge, 'emulator/pipeline', 'emulator/aws', 'fixtures')
        : leaves(edge, 'emulator/pipeline'),
    example: { file: 'emulator/pipeline/api/app.ts', source: "import type { Cloud } from '#aws';" },
  },
  {
    rule: 'The harness stands on the cloud, the pipeline and the fixtures, and on nothing that uses it.',
    forbids: (edge) => leaves(edge, 'harness', 'emulator/aws', 'emulator/pipeline', 'fixtures'),
    example: {
      file: 'harness/report/matrix.ts',
      source: "import { upload } from '../../scenarios/uploads/upload.scenario.ts';",
    },
  },
  {
    rule: 'Scenarios import #harness, #fixtures, vitest and each other; never the cloud or an SDK.',
    forbids: (edge) =>
      areaOf(edge.from) === 'scenarios' &&
      (leaves(edge, 'scenarios', 'harness', 'fixtures') ||
        (edge.to.startsWith('npm:') && edge.to !== 'npm:vitest')),
    example: {
      file: 'scenarios/uploads/presigned-put.scenario.ts',
      source: "import { S3Client } from '@aws-sdk/client-s3';",
    },
  },
  {
    rule: 'Load scripts run in k6: they import k6 and each other, no package and no Node module.',
    forbids: (edge) =>
      areaOf(edge.from) === 'load' &&
      isSource(edge) &&
      (leaves(edge, 'load') ||
        edge.to.startsWith('node:') ||
        (edge.to.startsWith('npm:') && !/^npm:k6(\/|$)/.test(edge.to))),
    example: { file: 'load/journeys/upload.ts', source: "import { createHmac } from 'node:crypto';" },
  },
  {
    rule: 'Fixtures are data: they import nothing of ours.',
    forbids: (edge) => leaves(edge, 'fixtures'),
    example: { file: 'fixtures/index.ts', source: "import { days } from '#aws';" },
  },
  {
    rule: 'Services never import services: they meet in wiring/ or through kernel/ports.ts.',
    forbids: (edge) =>
      serviceOf(edge.from) !== undefined &&
      serviceOf(edge.to) !== undefined &&
      serviceOf(edge.from) !== serviceOf(edge.to),
    example: {
      file: 'emulator/aws/services/s3/notifications.ts',
      source: "import type { Queue } from '../sqs/queue.ts';",
    },
  },
  {
    rule: 'Services know the kernel, the wire and auth; not the cloud that composes them, the edge or the server.',
    forbids: (edge) =>
      serviceOf(edge.from) !== undefined &&
      isSource(edge) &&
      inAws(edge.to, 'index.ts', 'cloud.ts', 'edge/', 'wiring/', 'server/'),
    example: {
      file: 'emulator/aws/services/s3/operations/put-object.ts',
      source: "import { s3ToSqs } from '../../../wiring/s3-to-sqs.ts';",
    },
  },
  {
    rule: 'The kernel, the wire and auth know no service and nothing built on services.',
    forbids: (edge) =>
      inAws(edge.from, 'kernel/', 'wire/', 'auth/') &&
      isSource(edge) &&
      inAws(edge.to, 'index.ts', 'cloud.ts', 'services/', 'edge/', 'wiring/', 'server/'),
    example: {
      file: 'emulator/aws/auth/sigv4.ts',
      source: "import type { Bucket } from '../services/s3/bucket.ts';",
    },
  },
  {
    rule: "Only wire/ touches the SDK's schema machinery (@smithy/*, @aws-sdk/core).",
    forbids: (edge) =>
      areaOf(edge.from) === 'emulator/aws' &&
      isSource(edge) &&
      !inAws(edge.from, 'wire/') &&
      /^npm:(@smithy\/|@aws-sdk\/core(\/|$))/.test(edge.to),
    example: {
      file: 'emulator/aws/services/s3/service.ts',
      source: "import { NormalizedSchema } from '@smithy/core/schema';",
    },
  },
  {
    rule: 'Nouns hold rules and SQL: they import SDK types at most, never SDK values.',
    forbids: (edge) =>
      /^emulator\/aws\/services\/[^/]+\/(?!service\.ts|operations\/)/.test(edge.from) &&
      isSource(edge) &&
      edge.kind === 'value' &&
      edge.to.startsWith('npm:@aws-sdk/'),
    example: {
      file: 'emulator/aws/services/s3/bucket.ts',
      source: "import { BucketLocationConstraint } from '@aws-sdk/client-s3';",
    },
  },
  {
    rule: 'What only tests share (testing/, *.test.ts) is imported by tests alone.',
    forbids: (edge) => isSource(edge) && isTest(edge.to),
    example: {
      file: 'emulator/aws/services/s3/bucket.ts',
      source: "import { startS3 } from './testing/client.ts';",
    },
  },
];

export interface Breach {
  readonly rule: string;
  readonly edge: Import;
}

/** Every import that some wall forbids, in the order given. */
export const breaches = (edges: readonly Import[]): Breach[] =>
  edges.flatMap((edge) =>
    WALLS.filter((wall) => wall.forbids(edge)).map((wall) => ({ rule: wall.rule, edge })),
  );
