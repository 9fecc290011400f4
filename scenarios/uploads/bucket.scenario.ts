import { expect } from 'vitest';
import { imageBytes, IMAGES } from '#fixtures';
import { scenario } from '#harness/vitest';

const PROMISE = 'the pipeline’s configuration: uploads';
const CORS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html';

scenario(
  'a photo is uploaded by a signed URL and read back as it was',
  { source: PROMISE },
  async (world) => {
    const { uploads, photo } = await world.subject();
    const [type = 'image/jpeg'] = uploads.contentTypes;
    const { key: Key } = photo(type);
    const body = await imageBytes(
      Object.values(IMAGES).find(({ mediaType }) => mediaType === type) ?? IMAGES.coffee,
    );
    const s3 = await world.clients.s3();
    world.onEnd(() => s3.deleteObject({ Bucket: uploads.bucket, Key }));
    const place = { Bucket: uploads.bucket, Key };
    const url = await world.presign.put({ ...place, ContentType: type });
    const put = await fetch(url, { method: 'PUT', body, headers: { 'content-type': type } });
    expect([put.status, await put.text()]).toEqual([200, '']);
    const seen = await fetch(await world.presign.get(place));
    expect(seen.headers.get('content-type')).toBe(type);
    expect(Buffer.from(await seen.arrayBuffer()).equals(body)).toBe(true);
  },
);

scenario(
  'a photo is shown to nobody without a signature',
  { source: PROMISE, needs: ['enforcement'] },
  async (world) => {
    const subject = await world.subject();
    const [type = 'image/jpeg'] = subject.uploads.contentTypes;
    const photo = subject.photo(type);
    await subject.upload(photo, await imageBytes(IMAGES.coffee));
    const signed = new URL(await world.presign.get({ Bucket: subject.uploads.bucket, Key: photo.key }));
    const plain = await fetch(`${signed.origin}${signed.pathname}`);
    expect(plain.status).toBe(subject.uploads.isPrivate ? 403 : 200);
  },
);

scenario(
  'what is uploaded is encrypted as promised',
  { source: PROMISE, judges: ['uploads.encryption'] },
  async (world) => {
    const subject = await world.subject();
    const [type = 'image/jpeg'] = subject.uploads.contentTypes;
    const photo = subject.photo(type);
    await subject.upload(photo, await imageBytes(IMAGES.coffee));
    const s3 = await world.clients.s3();
    const { ServerSideEncryption } = await s3.headObject({ Bucket: subject.uploads.bucket, Key: photo.key });
    expect(ServerSideEncryption).toBe(subject.uploads.encryption);
  },
);

scenario(
  'a photo that was overwritten can be recovered',
  { source: PROMISE, judges: ['uploads.versioned'] },
  async (world) => {
    const subject = await world.subject();
    const [type = 'image/jpeg'] = subject.uploads.contentTypes;
    const photo = subject.photo(type);
    const before = await imageBytes(IMAGES.coffee);
    await subject.upload(photo, before);
    await subject.upload(photo, await imageBytes(IMAGES.progressive));
    const s3 = await world.clients.s3();
    const place = { Bucket: subject.uploads.bucket, Key: photo.key };
    const { Versions = [] } = await s3.listObjectVersions({ Bucket: place.Bucket, Prefix: place.Key });
    const older = Versions.find(({ IsLatest }) => IsLatest === false);
    const { Body } = await s3.getObject({ ...place, VersionId: older?.VersionId });
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(before)).toBe(true);
  },
);

scenario(
  'the pages that upload may: S3 answers their preflight',
  { source: CORS, judges: ['uploads.origins'] },
  async (world) => {
    const { uploads, photo } = await world.subject();
    const [type = 'image/jpeg'] = uploads.contentTypes;
    const url = await world.presign.put({ Bucket: uploads.bucket, Key: photo(type).key, ContentType: type });
    for (const origin of uploads.origins) {
      const headers = {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'content-type',
      };
      const { status, headers: answered } = await fetch(url, { method: 'OPTIONS', headers });
      expect([origin, status]).toEqual([origin, 200]);
      expect([origin, '*']).toContain(answered.get('access-control-allow-origin'));
    }
  },
);

scenario(
  'a page of an origin that nobody named may not upload',
  { source: CORS, judges: ['uploads.origins'] },
  async (world) => {
    const { uploads, photo } = await world.subject();
    const url = await world.presign.put({ Bucket: uploads.bucket, Key: photo('image/jpeg').key });
    const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'PUT' };
    expect((await fetch(url, { method: 'OPTIONS', headers })).status).toBe(403);
  },
);

scenario(
  'a browser on the page uploads with fetch and PUT',
  { source: CORS, needs: ['browser'], judges: ['uploads.origins'] },
  async (world) => {
    const { uploads, photo } = await world.subject();
    const [type = 'image/jpeg'] = uploads.contentTypes;
    const place = { Bucket: uploads.bucket, Key: photo(type).key };
    const s3 = await world.clients.s3();
    world.onEnd(() => s3.deleteObject(place));
    const page = await world.page(uploads.origins[0] ?? '');
    const url = await world.presign.put({ ...place, ContentType: type });
    const status = await page.evaluate(
      async ([address, contentType]) => {
        const answer = await fetch(address, {
          method: 'PUT',
          body: 'x',
          headers: { 'content-type': contentType },
        });
        return answer.status;
      },
      [url, type] as const,
    );
    expect(status).toBe(200);
    expect((await s3.headObject(place)).ContentType).toBe(type);
  },
);
