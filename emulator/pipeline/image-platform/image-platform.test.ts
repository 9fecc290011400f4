import { IMAGES, imageBytes, NOT_AN_IMAGE } from '#fixtures';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UnprocessableImage } from '../processors/source-image.ts';
import { startCloud } from '../testing/start-cloud.ts';
import type { TestCloud } from '../testing/start-cloud.ts';
import { imageOfKey, newImageId, SIZES } from './platform-keys.ts';
import { renderTask } from './render-image.ts';
import type { RenditionTask } from './render-image.ts';
import { workflowInput } from './s3-event-handler.ts';
import { createPlatformDownload, createPlatformUpload } from './urls.ts';
import { writeInfo } from './write-processing-info.ts';

const IMAGE_ID = 'img_0123456789abcdef0123456789abcdef';
const KEY = `uploads/user-1/${IMAGE_ID}.jpg`;
const INPUT = 'image-processing-input-prod';
const OUTPUT = 'image-processing-output-prod';
const NOW = new Date('2024-01-15T10:30:00Z');

let started: TestCloud;
let s3: S3Client;

beforeEach(async () => {
  started = await startCloud();
  s3 = started.s3({ requestChecksumCalculation: 'WHEN_REQUIRED' });
  for (const Bucket of [INPUT, OUTPUT]) await s3.send(new CreateBucketCommand({ Bucket }));
});

afterEach(() => started.end());

const upload = async (fixture: { path: string }) =>
  s3.send(new PutObjectCommand({ Bucket: INPUT, Key: KEY, Body: await imageBytes(fixture) }));
const read = async (Key: string): Promise<Uint8Array> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: OUTPUT, Key }));
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
};
const task = (more: Partial<RenditionTask> = {}): RenditionTask => ({
  imageId: IMAGE_ID,
  userId: 'user-1',
  bucket: INPUT,
  key: KEY,
  size: 'small',
  watermark: false,
  ...more,
});

test('an image id is img_ and 32 hexadecimal digits, new each time', () => {
  expect(newImageId()).toMatch(/^img_[0-9a-f]{32}$/);
  expect(newImageId()).not.toBe(newImageId());
});

test.each(['jpg', 'JPG', 'jpeg', 'png', 'gif', 'webp'])('an upload named .%s is an image', (extension) => {
  expect(imageOfKey(`uploads/user-1/${IMAGE_ID}.${extension}`)).toEqual({
    userId: 'user-1',
    imageId: IMAGE_ID,
  });
});

test.each([
  `uploads/temp/${IMAGE_ID}.jpg`,
  'uploads/temp/session-1/a.jpg',
  `uploads/user-1/more/${IMAGE_ID}.jpg`,
  'uploads/user-1/cat.jpg',
  `metadata/${IMAGE_ID}/upload-info.json`,
])('%s starts nothing', (key) => {
  expect(workflowInput({ name: 'ObjectCreated:Put', bucket: INPUT, key })).toBeUndefined();
});

test('an upload becomes five sizes and one with a watermark', () => {
  const { tasks = [] } = workflowInput({ name: 'ObjectCreated:Put', bucket: INPUT, key: KEY }) ?? {};
  expect(tasks.map(({ size, watermark }) => `${size}${watermark ? ' watermarked' : ''}`)).toEqual([
    ...SIZES,
    'large watermarked',
  ]);
});

test('every task of the workflow puts its rendition where it belongs', async () => {
  await upload(IMAGES.photo);
  const { tasks = [] } = workflowInput({ name: 'ObjectCreated:Put', bucket: INPUT, key: KEY }) ?? {};
  const results = await Promise.all(tasks.map((each) => renderTask({ s3, outputBucket: OUTPUT }, each)));
  expect(Object.fromEntries(results.map(({ key, width, height }) => [key, `${width}x${height}`]))).toEqual({
    [`processed/user-1/${IMAGE_ID}/original.jpg`]: '4000x3000',
    [`processed/user-1/${IMAGE_ID}/small.jpg`]: '320x240',
    [`processed/user-1/${IMAGE_ID}/medium.jpg`]: '800x600',
    [`processed/user-1/${IMAGE_ID}/large.jpg`]: '1920x1440',
    [`processed/user-1/${IMAGE_ID}/thumbnail.jpg`]: '150x113',
    [`processed/watermarked/user-1/${IMAGE_ID}/large.jpg`]: '1920x1440',
  });
  for (const { key, bytes, width } of results) {
    const stored = await read(key);
    expect(stored.byteLength).toBe(bytes);
    expect((await sharp(stored).metadata()).width).toBe(width);
  }
});

test('poison and images that are gone fail under the name that is not tried again', async () => {
  await expect(renderTask({ s3, outputBucket: OUTPUT }, task())).rejects.toThrow(UnprocessableImage);
  await upload(NOT_AN_IMAGE);
  await expect(renderTask({ s3, outputBucket: OUTPUT }, task())).rejects.toMatchObject({
    name: 'UnprocessableImage',
  });
});

test('what was made is written down', async () => {
  const renditions = [{ key: 'processed/a.jpg', width: 4, height: 3, bytes: 100 }];
  const options = { s3, outputBucket: OUTPUT, now: () => NOW };
  const { key } = await writeInfo(options, { ...task(), renditions });
  expect(key).toBe(`metadata/${IMAGE_ID}/processing-info.json`);
  expect(JSON.parse(Buffer.from(await read(key)).toString())).toEqual({
    imageId: IMAGE_ID,
    userId: 'user-1',
    source: { bucket: INPUT, key: KEY },
    renditions,
    processedAt: '2024-01-15T10:30:00.000Z',
  });
});

test('an upload URL is bound to type, encryption and key, and carries the metadata', async () => {
  const kmsKeyArn = 'arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const options = { presigner: s3, inputBucket: INPUT, kmsKeyArn, now: () => NOW };
  const request = { userId: 'user-1', filename: 'Zoë am Meer.JPG', contentType: 'image/jpeg' };
  const { uploadUrl, headers, fileKey, imageId, expiresIn } = await createPlatformUpload(options, request);
  expect(fileKey).toBe(`uploads/user-1/${imageId}.jpg`);
  expect(expiresIn).toBe(3600);
  const { searchParams } = new URL(uploadUrl);
  expect(searchParams.get('X-Amz-SignedHeaders')?.split(';')).toEqual(
    expect.arrayContaining(Object.keys(headers)),
  );
  expect(headers['x-amz-server-side-encryption-aws-kms-key-id']).toBe(kmsKeyArn);
  expect(Object.fromEntries(searchParams)).toMatchObject({
    'X-Amz-Expires': '3600',
    'x-amz-meta-user-id': 'user-1',
    'x-amz-meta-image-id': imageId,
    'x-amz-meta-original-filename': 'Zo%C3%AB%20am%20Meer.JPG',
    'x-amz-meta-upload-timestamp': '2024-01-15T10:30:00.000Z',
  });
});

test('a download URL names the rendition, for an hour', async () => {
  const image = { userId: 'user-1', imageId: IMAGE_ID };
  const options = { presigner: s3, outputBucket: OUTPUT, now: () => NOW };
  const { downloadUrl } = await createPlatformDownload(options, image, 'medium');
  const url = new URL(downloadUrl);
  expect(url.pathname).toBe(`/${OUTPUT}/processed/user-1/${IMAGE_ID}/medium.jpg`);
  expect(url.searchParams.get('X-Amz-Expires')).toBe('3600');
});
