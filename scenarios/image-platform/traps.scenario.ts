import { expect } from 'vitest';
import { imageBytes, IMAGES } from '#fixtures';
import { findBlueprint } from '#harness';
import { scenario, type World } from '#harness/vitest';
import { DOCUMENT, IMAGE, KEY } from './platform.ts';

type Blueprint = ReturnType<typeof findBlueprint>;

const NEEDS = ['functions', 'enforcement', 'time-travel'] as const;
const DAY = 24 * 3600 * 1000;
const written = findBlueprint('image-platform/as-written');

/** The design as written without what AWS refuses outright: the early move of old versions, and the trail. */
const AS_WRITTEN: Blueprint = {
  ...written,
  name: 'image-platform-taken',
  resources(context) {
    const { buckets, trails: _, ...rest } = written.resources(context);
    return {
      ...rest,
      buckets: buckets.map(({ lifecycle = [], ...bucket }) => ({
        ...bucket,
        lifecycle: lifecycle.map(({ NoncurrentVersionTransitions: __, ...rule }) => rule),
      })),
    };
  },
};
const REPAIRED = findBlueprint('image-platform');

async function open(world: World, blueprint: Blueprint) {
  const { resources } = await world.pipeline(blueprint);
  const s3 = await world.clients.s3();
  const {
    S3_INPUT_BUCKET: input = '',
    S3_OUTPUT_BUCKET: output = '',
    KMS_KEY_ARN = '',
  } = resources.environment;
  const upload = async (Key: string): Promise<void> => {
    await s3.putObject({
      Bucket: input,
      Key,
      Body: await imageBytes(IMAGES.coffee),
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: KMS_KEY_ARN,
    });
  };
  const made = async (): Promise<number> => (await s3.listObjectsV2({ Bucket: output })).KeyCount ?? 0;
  return { resources, s3, input, output, upload, made };
}

scenario(
  'as written, the condition on downloads always holds: the pipeline cannot read what was uploaded',
  { source: DOCUMENT, needs: NEEDS },
  async (world) => {
    const { s3, input, upload, made } = await open(world, AS_WRITTEN);
    await upload(KEY);
    await expect(s3.getObject({ Bucket: input, Key: KEY })).rejects.toMatchObject({ name: 'AccessDenied' });
    await world.elapse(120_000);
    expect(await made()).toBe(0);
  },
);

const jpeg = `uploads/${IMAGE.userId}/${IMAGE.imageId}.jpeg`;

async function started(world: World): Promise<number> {
  const sfn = await world.clients.sfn();
  const { stateMachines = [] } = await sfn.listStateMachines({});
  const { stateMachineArn } = stateMachines[0] ?? {};
  return (await sfn.listExecutions({ stateMachineArn })).executions?.length ?? 0;
}

scenario(
  'as written, an upload in .jpeg starts nothing',
  { source: DOCUMENT, needs: NEEDS },
  async (world) => {
    const { upload } = await open(world, AS_WRITTEN);
    await upload(jpeg);
    await world.elapse(60_000);
    expect(await started(world)).toBe(0);
  },
);

scenario('repaired, an upload in .jpeg is an image', { source: DOCUMENT, needs: NEEDS }, async (world) => {
  const { upload } = await open(world, REPAIRED);
  await upload(jpeg);
  await world.eventually(async () => expect(await started(world)).toBe(1));
});

scenario(
  'as written, access logs never arrive, and S3 says nothing of it',
  { source: DOCUMENT, needs: NEEDS },
  async (world) => {
    const { s3, input, resources } = await open(world, AS_WRITTEN);
    await s3.listObjectsV2({ Bucket: input });
    await world.elapse(DAY);
    expect((await s3.listObjectsV2({ Bucket: resources.buckets[0]?.name ?? '' })).KeyCount).toBe(0);
  },
);

scenario(
  'as written, the alarm for errors hears nothing of errors',
  { source: DOCUMENT, needs: NEEDS },
  async (world) => {
    const { s3, input } = await open(world, AS_WRITTEN);
    for (let period = 0; period < 3; period += 1) {
      for (let n = 0; n < 11; n += 1) {
        await expect(s3.getObject({ Bucket: input, Key: `absent-${n}` })).rejects.toMatchObject({
          name: 'AccessDenied',
        });
      }
      await world.elapse(5 * 60_000);
    }
    const cloudwatch = await world.clients.cloudwatch();
    const { MetricAlarms = [] } = await cloudwatch.describeAlarms({ AlarmNamePrefix: 's3-4xx' });
    expect(MetricAlarms.map(({ StateValue }) => StateValue)).toEqual(['INSUFFICIENT_DATA']);
  },
);

scenario(
  'a file name beyond ASCII comes back from metadata otherwise; percent-encoded it comes back as it was',
  { source: DOCUMENT },
  async (world) => {
    const s3 = await world.clients.s3();
    const Bucket = world.fresh('names');
    await s3.createBucket({ Bucket });
    const filename = 'Zoë am Meer.jpg';
    const back = async (text: string): Promise<string | undefined> => {
      await s3.putObject({ Bucket, Key: 'cat', Body: 'x', Metadata: { 'original-filename': text } });
      return (await s3.headObject({ Bucket, Key: 'cat' })).Metadata?.['original-filename'];
    };
    expect(await back(filename)).not.toBe(filename);
    expect(decodeURIComponent((await back(encodeURIComponent(filename))) ?? '')).toBe(filename);
  },
);

scenario(
  'a small rendition stays in STANDARD; as written a rule says that it moves, repaired none does',
  { source: DOCUMENT, needs: NEEDS },
  async (world) => {
    const { s3, output, resources } = await open(world, REPAIRED);
    const Key = `processed/${IMAGE.userId}/${IMAGE.imageId}/thumbnail.jpg`;
    const large = Key.replace('thumbnail', 'large');
    await s3.putObject({ Bucket: output, Key, Body: 'x'.repeat(20_000) });
    await s3.putObject({ Bucket: output, Key: large, Body: 'x'.repeat(200_000) });
    await world.elapse(92 * DAY);
    expect((await s3.headObject({ Bucket: output, Key })).StorageClass).toBeUndefined();
    expect((await s3.headObject({ Bucket: output, Key: large })).StorageClass).toBe('STANDARD_IA');
    const least = ({ buckets }: typeof resources): readonly (number | undefined)[] =>
      (buckets.find(({ name }) => name === output)?.lifecycle ?? [])
        .filter(({ Transitions }) => Transitions !== undefined)
        .map(({ Filter }) => Filter?.And?.ObjectSizeGreaterThan);
    expect(least(resources)).toEqual([131_071]);
    const { accountId, region } = world;
    expect(least(written.resources({ accountId, region, suffix: '' }))).toEqual([undefined]);
  },
);
