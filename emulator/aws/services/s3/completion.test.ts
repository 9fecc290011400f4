import { expect, test } from 'vitest';
import { startCore } from '../../testing/core.ts';
import type { Bucket } from './bucket.ts';
import { digestOf, type Checksum } from './checksums.ts';
import { completedChecksum, completedParts, multipartEtag } from './completion.ts';
import { MIGRATIONS } from './schema.ts';
import { Uploads, type Upload, type UploadedPart } from './uploads.ts';

const MOST = 10_000;
const MIB = 1024 ** 2;
const ETAG = '9dd4e461268c8034f5c8564e155c67a6';

const begun = (algorithm: Upload['algorithm'], checksumType: Upload['checksumType']): Upload =>
  ({ uploadId: 'upload', algorithm, checksumType }) as Upload;

const partsOf = (whole: Buffer, bytes: number, algorithm: Checksum['algorithm']): readonly UploadedPart[] =>
  Array.from({ length: whole.length / bytes }, (_, index) => {
    const value = digestOf(algorithm, whole.subarray(index * bytes, (index + 1) * bytes));
    const checksum: Checksum = { algorithm, type: 'FULL_OBJECT', value };
    return { number: index + 1, size: bytes, etag: ETAG, modified: 0, checksum, blob: '' };
  });

test.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)(
  'the %s of ten thousand parts make that of the whole',
  (algorithm) => {
    const whole = Buffer.alloc(3 * MOST, 'safelight ');
    const parts = partsOf(whole, 3, algorithm);
    expect(completedChecksum(begun(algorithm, 'FULL_OBJECT'), parts, {})).toEqual({
      algorithm,
      type: 'FULL_OBJECT',
      value: digestOf(algorithm, whole),
    });
  },
);

test('ten thousand parts are kept, paged through and completed', async () => {
  using core = startCore();
  const { store, blobs, ids } = core;
  store.define('s3', MIGRATIONS);
  const uploads = new Uploads(store, blobs, ids);
  const bucket = { id: 1 } as Bucket;
  const staged = await Promise.all(Array.from({ length: MOST }, () => blobs.stage(new Uint8Array(1))));
  const upload = store.transact(() => {
    const draft = { key: 'big', initiated: 0, initiator: { ID: 'me' }, storageClass: 'STANDARD' as const };
    const attributes = { contentType: '' } as Upload['attributes'];
    const one = uploads.begin(bucket, {
      ...draft,
      attributes,
      algorithm: undefined,
      checksumType: undefined,
    });
    for (const [index, blob] of staged.entries()) {
      const part = { number: index + 1, size: 5 * MIB, etag: ETAG, modified: 0, checksum: undefined };
      uploads.putPart(one, part, blob);
    }
    return one;
  });
  const page = uploads.parts(upload, 9_000, 1_000);
  expect([page.length, page[0]?.number, page.at(-1)?.number]).toEqual([1_000, 9_001, MOST]);
  const named = Array.from({ length: MOST }, (_, index) => ({ PartNumber: index + 1, ETag: ETAG }));
  const parts = completedParts(upload, named, uploads.parts(upload));
  expect(multipartEtag(parts)).toMatch(/^[0-9a-f]{32}-10000$/);
  store.transact(() => uploads.end(upload));
  expect(uploads.parts(upload)).toEqual([]);
});
