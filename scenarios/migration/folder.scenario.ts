import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { IMAGES, imageBytes, NOT_AN_IMAGE } from '#fixtures';
import { moveFolder, type MovedFile } from '#harness';
import { scenario, type World } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const DOCUMENT = 'PetTracker, image storage crisis: images leave the servers’ disks for S3';

type Files = Readonly<Record<string, { readonly path: string }>>;

const THREE: Files = {
  'ada/cat.jpg': IMAGES.coffee,
  'ada/old/cat.png': IMAGES.transparent,
  'bob.gif': IMAGES.animated,
};

async function disk(world: World, files: Files) {
  const folder = await mkdtemp(join(tmpdir(), 'safelight-disk-'));
  world.onEnd(() => rm(folder, { recursive: true }));
  for (const [name, { path }] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await copyFile(path, join(folder, name));
  }
  const { s3, Bucket } = await freshBucket(world, 'images');
  const move = (signal?: AbortSignal, report?: (file: MovedFile) => void) =>
    moveFolder({
      s3,
      bucket: Bucket,
      folder,
      prefix: 'uploads/',
      ...(signal !== undefined && { signal }),
      ...(report !== undefined && { report }),
    });
  return { folder, s3, Bucket, move };
}

const outcomes = (moved: readonly MovedFile[]) =>
  Object.fromEntries(moved.map(({ file, outcome }) => [file, outcome]));

scenario(
  'every image of a folder arrives under its path, byte for byte',
  { source: DOCUMENT },
  async (world) => {
    const { folder, s3, Bucket, move } = await disk(world, THREE);
    await move();
    const { Contents = [] } = await s3.listObjectsV2({ Bucket });
    expect(Contents.map(({ Key }) => Key)).toEqual(
      Object.keys(THREE)
        .map((file) => `uploads/${file}`)
        .toSorted(),
    );
    for (const file of Object.keys(THREE)) {
      const { Body } = await s3.getObject({ Bucket, Key: `uploads/${file}` });
      expect(
        Buffer.from((await Body?.transformToByteArray()) ?? []).equals(await readFile(join(folder, file))),
      ).toBe(true);
    }
  },
);

scenario(
  'moved images carry the content type of their bytes, whatever their names say',
  { source: DOCUMENT },
  async (world) => {
    const { s3, Bucket, move } = await disk(world, {
      'cat.jpg': IMAGES.pngNamedJpg,
      'dog.dat': IMAGES.coffee,
    });
    await move();
    const typeOf = async (file: string) =>
      (await s3.headObject({ Bucket, Key: `uploads/${file}` })).ContentType;
    expect([await typeOf('cat.jpg'), await typeOf('dog.dat')]).toEqual(['image/png', 'image/jpeg']);
  },
);

scenario(
  'the report names each file, its key, its bytes and its digest',
  { source: DOCUMENT },
  async (world) => {
    const { move } = await disk(world, { 'cat.jpg': IMAGES.coffee });
    const bytes = await imageBytes(IMAGES.coffee);
    expect(await move()).toEqual([
      {
        file: 'cat.jpg',
        key: 'uploads/cat.jpg',
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('base64'),
        outcome: 'moved',
      },
    ]);
  },
);

scenario('a second run moves nothing', { source: DOCUMENT }, async (world) => {
  const { s3, Bucket, move } = await disk(world, THREE);
  await move();
  const before = (await s3.listObjectsV2({ Bucket })).Contents;
  expect(Object.values(outcomes(await move()))).toEqual(['there', 'there', 'there']);
  expect((await s3.listObjectsV2({ Bucket })).Contents).toEqual(before);
});

scenario('a run that was cut off is taken up where it stopped', { source: DOCUMENT }, async (world) => {
  const { move } = await disk(world, THREE);
  const stop = new AbortController();
  expect(await move(stop.signal, () => stop.abort())).toHaveLength(1);
  expect(outcomes(await move())).toEqual({
    'ada/cat.jpg': 'there',
    'ada/old/cat.png': 'moved',
    'bob.gif': 'moved',
  });
});

scenario('what has changed on the disk is moved again', { source: DOCUMENT }, async (world) => {
  const { folder, move } = await disk(world, THREE);
  await move();
  await copyFile(IMAGES.progressive.path, join(folder, 'ada/cat.jpg'));
  expect(outcomes(await move())).toMatchObject({ 'ada/cat.jpg': 'moved', 'bob.gif': 'there' });
});

scenario('what was spoilt in the bucket is found and mended', { source: DOCUMENT }, async (world) => {
  const { s3, Bucket, move } = await disk(world, THREE);
  await move();
  await s3.putObject({ Bucket, Key: 'uploads/bob.gif', Body: 'spoilt' });
  expect(outcomes(await move())).toMatchObject({ 'bob.gif': 'moved' });
  expect((await s3.headObject({ Bucket, Key: 'uploads/bob.gif' })).ContentType).toBe('image/gif');
});

scenario(
  'what is no image stays where it is, and the report says why',
  { source: DOCUMENT },
  async (world) => {
    const { s3, Bucket, move } = await disk(world, { 'notes.jpg': NOT_AN_IMAGE, 'cat.jpg': IMAGES.coffee });
    const moved = await move();
    expect(moved.find(({ file }) => file === 'notes.jpg')).toMatchObject({
      outcome: 'skipped',
      reason: 'it is no image of a known format',
    });
    expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(1);
  },
);

scenario(
  'names with spaces, plus signs and umlauts become keys unchanged',
  { source: DOCUMENT },
  async (world) => {
    const { s3, Bucket, move } = await disk(world, { 'my dog+1 ünï.jpg': IMAGES.coffee });
    await move();
    expect((await s3.headObject({ Bucket, Key: 'uploads/my dog+1 ünï.jpg' })).ContentType).toBe('image/jpeg');
  },
);

scenario('links on the disk are not followed', { source: DOCUMENT }, async (world) => {
  const { folder, move } = await disk(world, { 'cat.jpg': IMAGES.coffee });
  await symlink(join(folder, 'cat.jpg'), join(folder, 'link.jpg'));
  await symlink(folder, join(folder, 'loop'));
  expect(Object.keys(outcomes(await move()))).toEqual(['cat.jpg']);
});

scenario(
  'one image that cannot be stored does not stop the others',
  { source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html' },
  async (world) => {
    const long = `${'d'.repeat(200)}/${'e'.repeat(200)}/${'f'.repeat(200)}/${'g'.repeat(200)}/${'h'.repeat(230)}.jpg`;
    const { move } = await disk(world, { [long]: IMAGES.coffee, 'zebra.jpg': IMAGES.coffee });
    expect(outcomes(await move())).toEqual({ [long]: 'failed', 'zebra.jpg': 'moved' });
  },
);

scenario('the folder is left as it was', { source: DOCUMENT }, async (world) => {
  const { folder, move } = await disk(world, THREE);
  await writeFile(join(folder, 'notes.txt'), 'kept');
  await move();
  for (const [file, { path }] of Object.entries(THREE)) {
    expect((await readFile(join(folder, file))).equals(await readFile(path))).toBe(true);
  }
  expect(await readFile(join(folder, 'notes.txt'), 'utf8')).toBe('kept');
});
