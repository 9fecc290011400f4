import { templateText } from '#fixtures';
import { expect, test } from 'vitest';
import { findBlueprint } from '../blueprints.ts';
import { blueprintDesign } from './blueprint-design.ts';
import { preflight } from './preflight.ts';
import { templateDesign } from './template-design.ts';

/** Milliseconds: a design is deployed, used and left for a year. */
const PATIENCE = 300_000;

const seen = async (name: string): Promise<string[]> => {
  const findings = await preflight(blueprintDesign(findBlueprint(name)));
  for (const { evidence, place, repair } of findings) {
    expect(evidence).not.toBe('');
    expect(place).toContain(name.split('/')[0]);
    expect(repair).not.toBe('');
  }
  return findings.map(({ rule, resource, problem }) => `${rule} | ${resource} | ${problem}`).toSorted();
};

test('of PetTracker as written it finds every trap, without being told', { timeout: PATIENCE }, async () => {
  expect(await seen('pettracker/as-written')).toEqual(
    [
      'refused | notifications pettracker-images-prod | AWS refuses the notifications of pettracker-images-prod',
      ...[
        'lambda:us-east-1:000000000000:function:generate-thumbnail',
        'sqs:us-east-1:000000000000:pettracker-ml-queue',
      ].map(
        (arn) =>
          `no-permission | notifications pettracker-images-prod | S3 may not call arn:aws:${arn}, and refuses to be told to`,
      ),
      'untold-headers | bucket pettracker-images-prod | An upload URL is bound to headers that its receiver is not told',
      'no-event | bucket pettracker-images-prod | Uploads set nothing off, because no notification rule takes their names: .jpeg, .JPG, .png, .webp',
      'nothing-made | bucket pettracker-images-prod | Uploads whose keys need encoding are not found by who hears of them: uploads/my dog+1 ünï/2026/01/15/0a1b2c3d.jpg',
      'not-seen | distribution | The design’s URL of the image shows nothing',
      'not-seen | distribution | The design’s URL of the thumbnail shows nothing',
      'absence-unknown | bucket pettracker-images-prod | The look-up of metadata waits for NoSuchKey, which HEAD never answers',
      'lost-event | function generate-thumbnail | An upload that generate-thumbnail fails on, or outlasts its timeout with, is tried again and then forgotten',
      'outlived | bucket pettracker-images-prod | Products expire while the originals they belong to stay and are shown',
      'remains | bucket pettracker-images-prod | Deleting leaves something behind for good, because the bucket keeps versions',
    ].toSorted(),
  );
});

test(
  'of the image platform as written it finds every trap, without being told',
  { timeout: PATIENCE },
  async () => {
    const input = 'bucket image-processing-input-prod';
    const logs = 'bucket image-processing-logs-prod';
    expect(await seen('image-platform/as-written')).toEqual(
      [
        `refused | ${input} | AWS refuses the lifecycle of image-processing-input-prod`,
        'refused | trail image-processing-audit | AWS refuses the trail of image-processing-audit',
        `untold-headers | ${input} | An upload URL is bound to headers that its receiver is not told`,
        `upload-refused | ${input} | Uploads as the design signs them are refused`,
        `pipeline-denied | ${input} | The pipeline itself is denied what it has to do`,
        `no-event | ${input} | Uploads set nothing off, because no notification rule takes their names: .jpeg, .JPG`,
        `metadata-changed | ${input} | Metadata holds text that headers cannot carry`,
        ...['input', 'output'].map(
          (part) =>
            `no-logs | ${logs} | Access logs of image-processing-${part}-prod never arrive in image-processing-logs-prod`,
        ),
        'blind-alarm | alarm s3-4xx-5xx-errors | The alarm s3-4xx-5xx-errors watches a metric that nobody publishes',
        'blind-alarm | alarm s3-bucket-size-alarm | The alarm s3-bucket-size-alarm looks at periods in which its metric says nothing',
        'not-moved | bucket image-processing-output-prod | Small objects stay in STANDARD, whatever the rule for them says: original.jpg, small.jpg, medium.jpg, large.jpg, thumbnail.jpg',
      ].toSorted(),
    );
  },
);

test.each(['pettracker', 'image-platform'])(
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
