import { templateText } from '#fixtures';
import { expect, test } from 'vitest';
import { findBlueprint } from '../blueprints.ts';
import { blueprintDesign } from './blueprint-design.ts';
import { preflight } from './preflight.ts';
import { templateDesign } from './template-design.ts';

/** Milliseconds: a design is deployed, used and left for a year. */
const PATIENCE = 300_000;

/** A trap of a document, and the finding that tells of it. */
type Trap = readonly [trap: string, finding: string];

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:generate-thumbnail';
const queueArn = 'arn:aws:sqs:us-east-1:000000000000:pettracker-ml-queue';
const PETS = 'pettracker-images-prod';

const PETTRACKER: readonly Trap[] = [
  ['the notifications overlap', `refused | notifications ${PETS} | AWS refuses the notifications of ${PETS}`],
  [
    'other suffixes make no thumbnail',
    `no-event | bucket ${PETS} | Uploads set nothing off, because no notification rule takes their names: .jpeg, .JPG, .png, .webp`,
  ],
  ['the image’s URL leads nowhere', 'not-seen | distribution | The design’s URL of the image shows nothing'],
  [
    'the thumbnail’s URL falls to the static files',
    'not-seen | distribution | The design’s URL of the thumbnail shows nothing',
  ],
  [
    'a missing object under HEAD is a bare 404',
    `absence-unknown | bucket ${PETS} | The look-up of metadata waits for NoSuchKey, which HEAD never answers`,
  ],
  [
    'deleting leaves markers and bytes',
    `remains | bucket ${PETS} | Deleting leaves something behind for good, because the bucket keeps versions`,
  ],
  [
    'thumbnails expire under living originals',
    `outlived | bucket ${PETS} | Products expire while the originals they belong to stay and are shown`,
  ],
  [
    'the signed Content-Type has to be sent',
    `untold-headers | bucket ${PETS} | An upload URL is bound to headers that its receiver is not told`,
  ],
  [
    'keys in events are form-encoded',
    `nothing-made | bucket ${PETS} | Uploads whose keys need encoding are not found by who hears of them: uploads/my dog+1 ünï/2026/01/15/0a1b2c3d.jpg`,
  ],
  ...[functionArn, queueArn].map((arn): Trap => [
    'nothing lets S3 call',
    `no-permission | notifications ${PETS} | S3 may not call ${arn}, and refuses to be told to`,
  ]),
  [
    'a function that times out is tried again, and its event lost',
    'lost-event | function generate-thumbnail | An upload that generate-thumbnail fails on, or outlasts its timeout with, is tried again and then forgotten',
  ],
];

const INPUT = 'bucket image-processing-input-prod';
const LOGS = 'bucket image-processing-logs-prod';

const IMAGE_PLATFORM: readonly Trap[] = [
  [
    'the Null condition denies every download',
    `pipeline-denied | ${INPUT} | The pipeline itself is denied what it has to do`,
  ],
  [
    'older versions move too early',
    `refused | ${INPUT} | AWS refuses the lifecycle of image-processing-input-prod`,
  ],
  ...['input', 'output'].map((part): Trap => [
    'access logs never arrive',
    `no-logs | ${LOGS} | Access logs of image-processing-${part}-prod never arrive in image-processing-logs-prod`,
  ]),
  [
    'a key’s id is signed for its ARN',
    `upload-refused | ${INPUT} | Uploads as the design signs them are refused`,
  ],
  [
    'other suffixes set nothing off',
    `no-event | ${INPUT} | Uploads set nothing off, because no notification rule takes their names: .jpeg, .JPG`,
  ],
  ['names are not ASCII', `metadata-changed | ${INPUT} | Metadata holds text that headers cannot carry`],
  [
    'small objects stay in STANDARD',
    'not-moved | bucket image-processing-output-prod | Small objects stay in STANDARD, whatever the rule for them says: original.jpg, small.jpg, medium.jpg, large.jpg, thumbnail.jpg',
  ],
  [
    'signed headers are not told',
    `untold-headers | ${INPUT} | An upload URL is bound to headers that its receiver is not told`,
  ],
  [
    'CloudTrail is not let in',
    'refused | trail image-processing-audit | AWS refuses the trail of image-processing-audit',
  ],
  [
    'an alarm watches what nobody publishes',
    'blind-alarm | alarm s3-4xx-5xx-errors | The alarm s3-4xx-5xx-errors watches a metric that nobody publishes',
  ],
  [
    'an alarm looks between two measurements',
    'blind-alarm | alarm s3-bucket-size-alarm | The alarm s3-bucket-size-alarm looks at periods in which its metric says nothing',
  ],
];

const IMAGE_API: readonly Trap[] = [
  [
    'Limit counts before the filter',
    'empty-page | table ImageMetadata | Pages of a filtered list are empty though there is more to come',
  ],
  [
    'base64 holds no more than 4.5 MB',
    'foreign-refusal | API ImageServiceAPI | Images that are too large are refused before the design sees them, in words that are not its own',
  ],
  [
    'a deletion that loses S3’s half orphans bytes',
    'orphaned | bucket image-storage-bucket | A deletion that S3 refuses says that it succeeded, and leaves bytes that nobody knows of',
  ],
  [
    'two clients bring one id',
    'kept-twice | table ImageMetadata | An upload that is sent twice is kept twice, or over the first',
  ],
  [
    'cursors are the table’s keys',
    'open-cursor | API ImageServiceAPI | Where a list goes on is the client’s to say, and what it says reaches the table',
  ],
  [
    'the index follows the table',
    'late-list | table ImageMetadata | An image just uploaded may be missing from its user’s list, and nobody is told',
  ],
  [
    'a scan pays for what it filters away',
    'costly-list | table ImageMetadata | A list of all images pays for every image that its filter takes away',
  ],
  ...['upload_image', 'list_images', 'get_image', 'delete_image'].map((name): Trap => [
    'nothing lets API Gateway call',
    `no-permission | function ${name} | API Gateway may not call ${name}, and answers every request for it with 500`,
  ]),
];

async function seen(name: string): Promise<readonly string[]> {
  const blueprint = findBlueprint(name);
  let lines: readonly string[] = [];
  const onText = async (text: string) => void (lines = text.split('\n'));
  const findings = await preflight(blueprintDesign(blueprint, { file: 'design.json', onText }));
  for (const { evidence, place, repair } of findings) {
    expect(evidence).not.toBe('');
    expect(repair).not.toBe('');
    const line = Number(/^design\.json:(\d+)$/.exec(place)?.[1]);
    expect(line).toBeGreaterThan(1);
    expect(lines[line - 1]).toMatch(/^ +"/);
  }
  return findings.map(({ rule, resource, problem }) => `${rule} | ${resource} | ${problem}`);
}

test.each([
  ['pettracker', PETTRACKER],
  ['image-platform', IMAGE_PLATFORM],
  ['image-api', IMAGE_API],
])(
  'of %s as written it finds every trap, without being told, and nothing else',
  { timeout: PATIENCE },
  async (name, traps) => {
    expect((await seen(`${name}/as-written`)).toSorted()).toEqual(
      traps.map(([, finding]) => finding).toSorted(),
    );
  },
);

test.each(['pettracker', 'image-platform', 'image-api'])(
  'of %s repaired it finds nothing',
  { timeout: PATIENCE },
  async (name) => {
    expect(await seen(name)).toEqual([]);
  },
);

test('a template’s findings stand at its lines', { timeout: PATIENCE }, async () => {
  const findings = await preflight(
    templateDesign({
      file: 'cloudfront-stack.yaml',
      text: templateText('cloudfront-stack'),
      parameters: {},
      uploads: ['ImageBucket=uploads/{user}/{id}.{ext}'],
      views: ['image=/images/{key}', 'thumbnail=/thumbnails/{key}'],
      pages: ['https://pettracker.com'],
    }),
  );
  expect(findings.map(({ rule, place }) => [rule, place])).toEqual([
    ['no-cors', 'cloudfront-stack.yaml:16'],
    ['not-seen', 'cloudfront-stack.yaml:70'],
    ['not-seen', 'cloudfront-stack.yaml:70'],
  ]);
});

const DENIES = {
  Sid: 'OnlyKms',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::d-images/*',
  Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
};
const JSON_TEMPLATE = JSON.stringify(
  {
    Resources: {
      Logs: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'd-logs' } },
      Images: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketName: 'd-images',
          LoggingConfiguration: { DestinationBucketName: 'd-logs', LogFilePrefix: 'l/' },
        },
      },
      ImagesPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: { Bucket: { Ref: 'Images' }, PolicyDocument: { Statement: [DENIES] } },
      },
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          Namespace: 'AWS/S3',
          MetricName: '4xxError',
          Dimensions: [{ Name: 'BucketName', Value: 'd-images' }],
          Period: 300,
          EvaluationPeriods: 1,
          Statistic: 'Sum',
          Threshold: 1,
          ComparisonOperator: 'GreaterThanThreshold',
        },
      },
    },
  },
  undefined,
  2,
);

test('in JSON as well, and a policy’s at the policy', { timeout: PATIENCE }, async () => {
  const findings = await preflight(
    templateDesign({
      file: 'd.json',
      text: JSON_TEMPLATE,
      parameters: {},
      uploads: ['Images=up/{user}/{id}.{ext}'],
      views: [],
      pages: [],
    }),
  );
  const lines = JSON_TEMPLATE.split('\n');
  const owner = (place: string): string | undefined =>
    lines
      .slice(0, Number(place.split(':')[1]))
      .findLast((line) => /^ {4}"/.test(line))
      ?.trim();
  expect(findings.map(({ rule, place }) => [rule, owner(place)])).toEqual([
    ['upload-refused', '"ImagesPolicy": {'],
    ['no-logs', '"Logs": {'],
    ['blind-alarm', '"Alarm": {'],
  ]);
});

test.each([
  ['Resources: [', 'YAML not well-formed'],
  ['Resources: { A: { Type: "AWS::Nothing::AtAll" } }', 'AWS::Nothing::AtAll'],
])('the template %j is refused with what AWS says of it', { timeout: PATIENCE }, async (text, said) => {
  const findings = await preflight(
    templateDesign({ file: 't.yaml', text, parameters: {}, uploads: [], views: [], pages: [] }),
  );
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ rule: 'refused', place: expect.stringMatching(/^t\.yaml:\d+$/) });
  expect(findings[0]?.evidence).toContain(said);
});
