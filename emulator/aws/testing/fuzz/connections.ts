/** Nearly valid bytes on the port of a cloud: what HTTP, signatures, forms, framing and the control API have to bear. */
import { Agent } from 'node:http';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3 } from '@aws-sdk/client-s3';
import { SQS } from '@aws-sdk/client-sqs';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createCloud, type Cloud } from '../../cloud.ts';
import { photosDistribution } from '../../edge/cdn/testing/viewer.ts';
import { deployApi } from '../../edge/rest-api/testing/deployed-api.ts';
import { cloudFrontClient } from '../../services/cloudfront/testing/distributions.ts';
import { toDate } from '../../kernel/instant.ts';
import { clientConfig } from '../client-config.ts';
import { Chance, mutateText } from '#fixtures';
import { FOR_GOOD, fuzzPort, sendBytes } from './port-cases.ts';
import type { Fuzzed } from './services.ts';
import { tapTo } from './tap.ts';

/** Opens so many connections; the same seed makes the same mutations. */
export async function fuzzConnections(seed: number, cases: number): Promise<Fuzzed> {
  await using cloud = await createCloud({ clock: 'manual' });
  const port = Number(new URL(cloud.endpoint).port);
  const seeds = await recordConnections(cloud, port);
  const chance = new Chance(seed);
  const { findings } = await fuzzPort(cloud, cases, () => {
    let bytes = chance.of(seeds);
    for (let times = chance.of([1, 1, 2, 4]); times > 0; times -= 1) bytes = mutateText(bytes, chance);
    bytes = bytes.slice(0, 200_000);
    return { shown: bytes, send: () => sendBytes(port, Buffer.from(bytes, 'latin1')) };
  });
  const { Buckets = [] } = await new S3(clientConfig(cloud)).listBuckets({});
  await cloud.close(FOR_GOOD);
  if (Buckets.length > 0) return { cases, findings };
  return { cases, findings: [...findings, { what: 'the bucket is gone', request: '' }] };
}

/** A connection for each way in: signed headers, presigned URLs, forms, signed chunks, edges, the control API. */
async function recordConnections(cloud: Cloud, port: number): Promise<readonly string[]> {
  await using tap = await tapTo(port);
  const config = {
    ...clientConfig(cloud),
    endpoint: tap.endpoint,
    maxAttempts: 1,
    requestHandler: { httpAgent: new Agent({ keepAlive: false }) },
  };
  const s3 = new S3({ ...config, forcePathStyle: true });
  const object = { Bucket: 'photos', Key: 'a/ä b.jpg' };
  await s3.createBucket(object);
  await s3.putObject({ ...object, Body: 'photo', Metadata: { a: 'b' } });
  await s3.putObject({ ...object, Body: 'photo', ChecksumAlgorithm: 'SHA256' });
  await s3.getObject({ ...object, Range: 'bytes=0-1' });
  await s3.putBucketTagging({ ...object, Tagging: { TagSet: [{ Key: 'k', Value: 'v' }] } });
  await new SQS(config).createQueue({ QueueName: 'q' });
  await new DynamoDB(config).listTables({});
  const close = { connection: 'close' };
  const at = { signingDate: toDate(cloud.clock.now()) };
  await fetch(await getSignedUrl(s3, new GetObjectCommand(object), at), { headers: close });
  const { url, fields } = await createPresignedPost(s3, {
    Bucket: 'photos',
    Key: 'form/${filename}',
    Conditions: [
      ['starts-with', '$key', 'form/'],
      ['content-length-range', 0, 99],
    ],
  });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob(['x']), 'a.jpg');
  await fetch(url, { method: 'POST', body: form, headers: close });
  const api = await deployApi(cloud, [
    {
      path: '/{proxy+}',
      method: 'ANY',
      integration: { requestTemplates: { 'application/json': '{"statusCode": 200}' } },
    },
  ]);
  const distribution = await photosDistribution(cloudFrontClient(cloud), s3);
  const host = `127.0.0.1:${port}`;
  const get = (path: string, more = ''): string => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`;
  const post = (path: string, body: string): string =>
    `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  return [
    ...tap.recorded().filter((bytes) => bytes !== ''),
    get(new URL(api.url).pathname + '/a?b=c', 'X-A: 1\r\n'),
    get(
      `/_safelight/cdn/${distribution.Id}/a/%C3%A4%20b.jpg`,
      'Range: bytes=0-1,3-\r\nIf-None-Match: "x"\r\nAccept-Encoding: gzip;q=0.5, br\r\n',
    ),
    get('/photos?list-type=2&prefix=a%2F&delimiter=/'),
    get('/_safelight/journal?after=0&type=call'),
    get('/_safelight/status', 'Origin: http://x\r\n'),
    post('/_safelight/faults', '{"on":"delivery","probability":0,"effect":{"kind":"drop"}}'),
    post('/_safelight/clock', '{"advance":1}'),
    post(
      '/_safelight/load-progress',
      '{"journey":"a","profile":"b","state":"c","elapsed":1,"seconds":1,"iterations":1,"failures":0,"dropped":0,"steps":[]}',
    ),
    `PUT /photos/x HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\nTrailer: x-amz-checksum-crc32\r\n\r\n3\r\nabc\r\n0\r\nx-amz-checksum-crc32: AAAA\r\n\r\n`,
  ];
}
