import { expect } from 'vitest';
import { imageBytes, IMAGES } from '#fixtures';
import { findBlueprint } from '#harness';
import { scenario, type World } from '#harness/vitest';

type Blueprint = ReturnType<typeof findBlueprint>;

const DOCUMENT = 'PetTracker: scalable image storage';
const FUNCTIONS = ['functions', 'enforcement'] as const;
const DAY = 24 * 3600 * 1000;
const written = findBlueprint('pettracker/as-written');

/** The design as written, as far as S3 takes it: one of the two rules that overlap. */
function heardByFunction(name: string, { permitted }: { readonly permitted: boolean }): Blueprint {
  return {
    ...written,
    name,
    resources(context) {
      const { buckets, functions, distributions: _, ...rest } = written.resources(context);
      return {
        ...rest,
        distributions: [],
        buckets: buckets.map(({ notifications, ...bucket }) => ({
          ...bucket,
          ...(notifications && {
            notifications: { LambdaFunctionConfigurations: notifications.LambdaFunctionConfigurations },
          }),
        })),
        functions: functions.map((spec) => ({
          ...spec,
          permissions: permitted ? [{ statementId: 's3', principal: 's3.amazonaws.com' }] : [],
        })),
      };
    },
  };
}

const AS_WRITTEN = heardByFunction('pettracker-heard', { permitted: true });
const REPAIRED = findBlueprint('pettracker');

async function open(world: World, blueprint: Blueprint) {
  const { resources } = await world.pipeline(blueprint);
  const s3 = await world.clients.s3();
  const Bucket = resources.environment['IMAGES_BUCKET'] ?? '';
  const upload = async (name: string) => {
    await s3.putObject({ Bucket, Key: `uploads/ada/${name}`, Body: await imageBytes(IMAGES.coffee) });
  };
  const thumbnails = async (): Promise<readonly string[]> => {
    const { Contents = [] } = await s3.listObjectsV2({ Bucket, Prefix: 'thumbnails/' });
    return Contents.map(({ Key = '' }) => Key.replace('thumbnails/ada/', ''));
  };
  return { s3, Bucket, upload, thumbnails };
}

const NAMES = ['a.jpg', 'b.jpeg', 'c.JPG', 'd.png'];

scenario(
  'as written, only names in .jpg make thumbnails; .jpeg, .JPG and .png make none',
  { source: DOCUMENT, needs: FUNCTIONS },
  async (world) => {
    const { upload, thumbnails } = await open(world, AS_WRITTEN);
    for (const name of NAMES) await upload(name);
    await world.eventually(async () => expect(await thumbnails()).toContain('a-thumb.jpg'));
    await world.elapse(60_000);
    expect(await thumbnails()).toEqual(['a-thumb.jpg']);
  },
);

scenario('repaired, every image makes a thumbnail', { source: DOCUMENT, needs: FUNCTIONS }, async (world) => {
  const { upload, thumbnails } = await open(world, REPAIRED);
  for (const name of NAMES) await upload(name);
  await world.eventually(async () =>
    expect(await thumbnails()).toEqual(['a-thumb.jpg', 'b-thumb.jpg', 'c-thumb.jpg', 'd-thumb.jpg']),
  );
});

scenario(
  'as written, a consumer that takes keys as they are sent finds nothing under my dog+1 ünï.jpg',
  { source: DOCUMENT, needs: FUNCTIONS },
  async (world) => {
    const { upload, thumbnails } = await open(world, AS_WRITTEN);
    for (const name of ['my dog+1 ünï.jpg', 'a.jpg']) await upload(name);
    await world.eventually(async () => expect(await thumbnails()).toContain('a-thumb.jpg'));
    await world.elapse(60_000);
    expect(await thumbnails()).toEqual(['a-thumb.jpg']);
  },
);

scenario(
  'as written, nothing lets S3 call the function, and S3 refuses to be told to',
  { source: DOCUMENT, needs: FUNCTIONS },
  async (world) => {
    const unpermitted = heardByFunction('pettracker-unpermitted', { permitted: false });
    await expect(world.pipeline(unpermitted)).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Unable to validate the following destination configurations',
    });
  },
);

/** What is left of an image that was deleted, 65 days later: versions and markers. */
async function left(world: World, blueprint: Blueprint): Promise<readonly [number, number]> {
  const { s3, Bucket, upload } = await open(world, blueprint);
  await upload('gone.txt');
  await s3.deleteObject({ Bucket, Key: 'uploads/ada/gone.txt' });
  await world.elapse(65 * DAY);
  const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({
    Bucket,
    Prefix: 'uploads/ada/gone',
  });
  return [Versions.length, DeleteMarkers.length];
}

scenario(
  'as written, a deleted image leaves its marker behind for good',
  { source: DOCUMENT, needs: ['time-travel', 'functions', 'enforcement', 'isolation'] },
  async (world) => {
    expect(await left(world, AS_WRITTEN)).toEqual([0, 1]);
  },
);

scenario(
  'repaired, a deleted image leaves nothing behind',
  { source: DOCUMENT, needs: ['time-travel', 'functions', 'enforcement', 'isolation'] },
  async (world) => {
    expect(await left(world, REPAIRED)).toEqual([0, 0]);
  },
);

scenario(
  'a look-up that waits for NoSuchKey never hears it: HEAD of what is not there is a bare 404',
  { source: DOCUMENT },
  async (world) => {
    const s3 = await world.clients.s3();
    const Bucket = world.fresh('absent');
    await s3.createBucket({ Bucket });
    await expect(s3.headObject({ Bucket, Key: 'absent' })).rejects.toMatchObject({
      name: 'NotFound',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(s3.getObject({ Bucket, Key: 'absent' })).rejects.toMatchObject({ name: 'NoSuchKey' });
  },
);
