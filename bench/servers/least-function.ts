/** What `least.ts` tells of an upload: fetches it by the SDK, makes its thumbnail, and puts that back. */
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { renderImage, THUMBNAIL_SIZE } from '#pipeline';

const s3 = new S3Client({
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  forcePathStyle: true,
  responseChecksumValidation: 'WHEN_REQUIRED',
});

process.on('message', ({ bucket, key }: { bucket: string; key: string }) => {
  void makeThumbnail(bucket, key).then(() => process.send?.('done'));
});
process.on('disconnect', () => process.exit());

async function makeThumbnail(Bucket: string, key: string): Promise<void> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
  const source = await Body!.transformToByteArray();
  const { bytes } = await renderImage(source, { ...THUMBNAIL_SIZE, quality: 80 });
  await s3.send(new PutObjectCommand({ Bucket, Key: key.replace('uploads', 'thumbnails'), Body: bytes }));
}
