import { createHash } from 'node:crypto';
import type { CompletedPart, CreateMultipartUploadRequest, S3 } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { digestOf } from '../checksums.ts';
import { photosClient, refused } from '../testing/client.ts';
import { send } from '../testing/raw-request.ts';

const PART = 5 * 1024 ** 2;
const big = { Bucket: 'photos', Key: 'dir/big' };
const FIRST = Buffer.alloc(PART, 'first');
const SECOND = Buffer.from('second');
const WHOLE = Buffer.concat([FIRST, SECOND]);

type Begin = Partial<CreateMultipartUploadRequest>;

/** Begins an upload and sends two parts. */
async function uploaded(s3: S3, begin: Begin = {}) {
  const { UploadId } = await s3.createMultipartUpload({ ...big, ...begin });
  const parts: CompletedPart[] = [];
  for (const [index, Body] of [FIRST, SECOND].entries()) {
    const PartNumber = index + 1;
    const sent = await s3.uploadPart({
      ...big,
      UploadId,
      PartNumber,
      Body,
      ChecksumAlgorithm: begin.ChecksumAlgorithm,
    });
    const { ETag, ChecksumCRC32, ChecksumCRC32C, ChecksumSHA256, ChecksumCRC64NVME } = sent;
    const checksums = { ChecksumCRC32, ChecksumCRC32C, ChecksumSHA256, ChecksumCRC64NVME };
    parts.push({ PartNumber, ETag, ...(begin.ChecksumAlgorithm && checksums) });
  }
  const complete = (Parts: CompletedPart[] = parts, more: object = {}) =>
    s3.completeMultipartUpload({ ...big, UploadId, MultipartUpload: { Parts }, ...more });
  return { UploadId, parts, complete };
}

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest();

test('the parts become one object whose ETag tells how many they were', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { complete } = await uploaded(s3, { ContentType: 'video/mp4', Metadata: { a: '1' }, Tagging: 'x=y' });
  const ETag = `"${md5(Buffer.concat([md5(FIRST), md5(SECOND)])).toString('hex')}-2"`;
  expect(await complete()).toMatchObject({
    ETag,
    Bucket: 'photos',
    Key: 'dir/big',
    Location: 'https://photos.s3.us-east-1.amazonaws.com/dir%2Fbig',
  });
  const got = await s3.getObject(big);
  expect(got).toMatchObject({
    ETag,
    ContentLength: WHOLE.length,
    ContentType: 'video/mp4',
    Metadata: { a: '1' },
    TagCount: 1,
  });
  expect(WHOLE.equals(await got.Body!.transformToByteArray())).toBe(true);
});

test('a part can be read by its number, and says how many there are', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await (await uploaded(s3)).complete();
  const second = await s3.getObject({ ...big, PartNumber: 2 });
  expect(second).toMatchObject({
    PartsCount: 2,
    ContentRange: `bytes ${PART}-${WHOLE.length - 1}/${WHOLE.length}`,
    $metadata: { httpStatusCode: 206 },
  });
  expect(await second.Body!.transformToString()).toBe('second');
  expect(await refused(s3.getObject({ ...big, PartNumber: 3 }))).toMatchObject({
    status: 416,
    code: 'InvalidPartNumber',
    ActualPartCount: '2',
  });
});

test('a range may reach over the seam of two parts', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await (await uploaded(s3)).complete();
  const { Body } = await s3.getObject({ ...big, Range: `bytes=${PART - 4}-${PART + 2}` });
  const bytes = Buffer.from(await Body!.transformToByteArray());
  expect(bytes.equals(WHOLE.subarray(PART - 4, PART + 3))).toBe(true);
});

test('without an algorithm the whole gets a CRC64NVME', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  const { complete } = await uploaded(s3);
  expect(await complete()).toMatchObject({
    ChecksumCRC64NVME: digestOf('CRC64NVME', WHOLE),
    ChecksumType: 'FULL_OBJECT',
  });
});

test.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)(
  'a full-object %s is that of the whole',
  async (ChecksumAlgorithm) => {
    await using cloud = await createCloud({ clock: 'manual' });
    const s3 = await photosClient(cloud);
    const { complete } = await uploaded(s3, { ChecksumAlgorithm, ChecksumType: 'FULL_OBJECT' });
    const done = await complete(undefined, { ChecksumType: 'FULL_OBJECT' });
    expect(done[`Checksum${ChecksumAlgorithm}`]).toBe(digestOf(ChecksumAlgorithm, WHOLE));
  },
);

test('a composite checksum is made of the parts’ and ends in their number', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { complete, parts } = await uploaded(s3, { ChecksumAlgorithm: 'SHA256' });
  const done = await complete();
  const joined = Buffer.concat(parts.map((part) => Buffer.from(part.ChecksumSHA256 ?? '', 'base64')));
  expect(done).toMatchObject({
    ChecksumSHA256: `${digestOf('SHA256', joined)}-2`,
    ChecksumType: 'COMPOSITE',
  });
  const head = await s3.headObject({ ...big, ChecksumMode: 'ENABLED' });
  expect(head.ChecksumSHA256).toBe(done.ChecksumSHA256);
});

test('a composite checksum may be claimed without the number of parts', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { complete, parts } = await uploaded(s3, { ChecksumAlgorithm: 'SHA256' });
  const joined = Buffer.concat(parts.map((part) => Buffer.from(part.ChecksumSHA256 ?? '', 'base64')));
  const bare = digestOf('SHA256', joined);
  const { code } = await refused(complete(undefined, { ChecksumSHA256: `${bare}-3` }));
  expect(code).toBe('BadDigest');
  expect(await complete(undefined, { ChecksumSHA256: bare })).toMatchObject({ ChecksumSHA256: `${bare}-2` });
});

test('the CRC64NVME that the parts of an upload without an algorithm were given may be named', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  const { complete, parts } = await uploaded(s3);
  const [first, second] = [FIRST, SECOND].map((bytes, index) => ({
    ...parts[index],
    ChecksumCRC64NVME: digestOf('CRC64NVME', bytes),
  }));
  const swapped = { ...first, ChecksumCRC64NVME: second?.ChecksumCRC64NVME };
  const { code } = await refused(complete([swapped, second!]));
  expect(code).toBe('InvalidPart');
  expect(await complete([first!, second!])).toMatchObject({
    ChecksumCRC64NVME: digestOf('CRC64NVME', WHOLE),
  });
});

test('a composite upload wants every part’s checksum', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { complete, parts } = await uploaded(s3, { ChecksumAlgorithm: 'SHA256' });
  const bare = parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
  expect(await refused(complete(bare))).toMatchObject({
    code: 'InvalidRequest',
    message:
      'The upload was created using a sha256 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.',
  });
  const wrong = parts.map((part) => ({ ...part, ChecksumSHA256: digestOf('SHA256', Buffer.from('x')) }));
  expect(await refused(complete(wrong))).toMatchObject({
    code: 'InvalidPart',
    PartNumber: '1',
    ETag: parts[0]?.ETag?.replaceAll('"', ''),
  });
});

test('a part that is read by its number has the checksum a composite one is made of', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const second = { ...big, PartNumber: 2, ChecksumMode: 'ENABLED' as const };
  const { complete } = await uploaded(s3, { ChecksumAlgorithm: 'SHA256' });
  await complete();
  const ofPart = { ChecksumSHA256: digestOf('SHA256', SECOND), ChecksumType: 'COMPOSITE' };
  expect(await s3.headObject(second)).toMatchObject(ofPart);
  expect(await s3.getObject(second)).toMatchObject(ofPart);
  const full = await uploaded(s3, { ChecksumAlgorithm: 'CRC32C', ChecksumType: 'FULL_OBJECT' });
  await full.complete();
  const { ChecksumCRC32C, ChecksumType } = await s3.headObject(second);
  expect([ChecksumCRC32C, ChecksumType]).toEqual([undefined, undefined]);
});

test('a claim about the whole is checked', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { complete } = await uploaded(s3, { ChecksumAlgorithm: 'CRC32C', ChecksumType: 'FULL_OBJECT' });
  expect(await refused(complete(undefined, { ChecksumCRC32C: 'AAAAAA==' }))).toMatchObject({
    code: 'BadDigest',
    message: 'The crc32c you specified did not match the calculated checksum.',
  });
  expect(await refused(complete(undefined, { ChecksumType: 'COMPOSITE' }))).toMatchObject({
    message:
      'The upload was created using the FULL_OBJECT checksum mode. The complete request must use the same checksum mode.',
  });
  expect(await refused(complete(undefined, { MpuObjectSize: 5 }))).toMatchObject({
    message: `The provided 'x-amz-mp-object-size' header value 5 does not match what was computed: ${WHOLE.length}`,
  });
});

test('a part has a number, an ETag and at most one checksum, which is its own', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { complete, parts } = await uploaded(s3, { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
  const [first = {}, second = {}] = parts;
  const refusal = (change: object) => refused(complete([{ ...first, ...change }, second]));
  const malformed = { code: 'MalformedXML' };
  expect(await refusal({ ETag: undefined })).toMatchObject(malformed);
  expect(await refusal({ PartNumber: undefined })).toMatchObject(malformed);
  expect(await refusal({ PartNumber: -4 })).toMatchObject({
    code: 'InvalidArgument',
    message: 'PartNumber must be >= 1',
    ArgumentValue: '-4',
  });
  const sha256 = digestOf('SHA256', FIRST);
  const odd = {
    code: 'InvalidArgument',
    message: 'Invalid Base64 or multiple checksums present in request',
    ArgumentName: 'Checksum',
  };
  expect(await refusal({ ChecksumCRC32: 'no base64' })).toMatchObject({ ...odd, ArgumentValue: 'no base64' });
  expect(await refusal({ ChecksumSHA256: sha256 })).toMatchObject({
    ...odd,
    ArgumentValue: `CRC32:${first.ChecksumCRC32};SHA256:${sha256};`,
  });
  expect(await refusal({ ChecksumCRC32: undefined, ChecksumSHA256: sha256 })).toMatchObject({
    code: 'BadDigest',
    message: 'The sha256 you specified for part 1 did not match what we received.',
  });
});

test.each([
  [{ ChecksumType: 'HALF' }, 'Value for x-amz-checksum-type header is invalid.'],
  [{ ChecksumCRC32C: 'no base64' }, 'Value for x-amz-checksum-crc32c header is invalid.'],
  [
    { ChecksumCRC32: 'AAAAAA==', ChecksumCRC32C: 'AAAAAA==' },
    'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
  ],
  [{ MpuObjectSize: -1 }, "Value for x-amz-mp-object-size header is less than zero: '-1'"],
])('%j says nothing of a whole', async (claim, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { complete } = await uploaded(s3, { ChecksumAlgorithm: 'CRC32C', ChecksumType: 'FULL_OBJECT' });
  expect(await refused(complete(undefined, claim))).toMatchObject({ code: 'InvalidRequest', message });
});

test('parts must be named in order, as they were sent, and be large enough', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { complete, parts, UploadId } = await uploaded(s3);
  expect(await refused(complete(parts.toReversed()))).toEqual({
    status: 400,
    code: 'InvalidPartOrder',
    message: 'The list of parts was not in ascending order. Parts must be ordered by part number.',
    UploadId,
  });
  expect(await refused(complete([{ PartNumber: 7, ETag: '"abc"' }]))).toEqual({
    status: 400,
    code: 'InvalidPart',
    message:
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    UploadId,
    PartNumber: '7',
    ETag: 'abc',
  });
  const { ETag } = await s3.uploadPart({ ...big, UploadId, PartNumber: 3, Body: 'third' });
  expect(await refused(complete([...parts, { PartNumber: 3, ETag }]))).toMatchObject({
    code: 'EntityTooSmall',
    message: 'Your proposed upload is smaller than the minimum allowed size',
    ProposedSize: '6',
    MinSizeAllowed: '5242880',
    PartNumber: '2',
  });
  expect(await refused(complete([]))).toMatchObject({
    code: 'InvalidRequest',
    message: 'You must specify at least one part',
  });
});

test('part numbers may skip, ETags come without quotes, and a part sent again counts as it was sent last', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { UploadId } = await s3.createMultipartUpload(big);
  await s3.uploadPart({ ...big, UploadId, PartNumber: 9, Body: 'draft' });
  const { ETag } = await s3.uploadPart({ ...big, UploadId, PartNumber: 9, Body: 'final' });
  await s3.completeMultipartUpload({
    ...big,
    UploadId,
    MultipartUpload: { Parts: [{ PartNumber: 9, ETag: ETag?.replaceAll('"', '') }] },
  });
  expect(await (await s3.getObject(big)).Body!.transformToString()).toBe('final');
});

test('an upload can be completed once', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { complete, UploadId } = await uploaded(s3);
  await complete();
  expect(await refused(complete())).toEqual({
    status: 404,
    code: 'NoSuchUpload',
    message:
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    UploadId,
  });
});

test('a condition that would hold is a conflict when the key changed meanwhile', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ ...big, Body: 'there' });
  const first = await uploaded(s3);
  expect(await refused(first.complete(undefined, { IfNoneMatch: '*' }))).toMatchObject({ status: 412 });
  await s3.deleteObject(big);
  expect(await refused(first.complete(undefined, { IfNoneMatch: '*' }))).toEqual({
    status: 409,
    code: 'ConditionalRequestConflict',
    message: 'The conditional request cannot succeed due to a conflicting operation against this resource.',
    Condition: 'If-None-Match',
    Key: 'dir/big',
  });
  const second = await uploaded(s3);
  await second.complete(undefined, { IfNoneMatch: '*' });
});

test('a copy of a multipart object has a plain ETag', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await (await uploaded(s3)).complete();
  const { CopyObjectResult } = await s3.copyObject({
    Bucket: 'photos',
    Key: 'copy',
    CopySource: 'photos/dir/big',
  });
  expect(CopyObjectResult?.ETag).toBe(`"${md5(WHOLE).toString('hex')}"`);
});

test('the SDK’s own uploader is served', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const Body = Buffer.alloc(12_000_000, 'upload');
  await new Upload({ client: s3, params: { ...big, Body } }).done();
  const got = await s3.getObject(big);
  expect(Body.equals(await got.Body!.transformToByteArray())).toBe(true);
});

test('the answer is this document', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  const { UploadId } = await s3.createMultipartUpload(big);
  const { ETag } = await s3.uploadPart({ ...big, UploadId, PartNumber: 1, Body: 'hello world' });
  const { body } = await send(cloud, {
    method: 'POST',
    path: '/photos/dir/big',
    query: `uploadId=${UploadId}`,
    body: `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${ETag}</ETag></Part></CompleteMultipartUpload>`,
  });
  const tag = md5(md5(Buffer.from('hello world'))).toString('hex');
  expect(body).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>\n<CompleteMultipartUploadResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Location>https://photos.s3.us-east-1.amazonaws.com/dir%2Fbig</Location><Bucket>photos</Bucket><Key>dir/big</Key><ETag>&quot;${tag}-1&quot;</ETag><ChecksumCRC64NVME>jSnVw/bqjr4=</ChecksumCRC64NVME><ChecksumType>FULL_OBJECT</ChecksumType></CompleteMultipartUploadResult>`,
  );
});
