import { request } from 'node:http';
import { connect } from 'node:http2';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { minutes } from '../../kernel/instant.ts';
import { cloudFrontClient, createdDistribution } from '../../services/cloudfront/testing/distributions.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { LOG_HEADER } from './access-log.ts';
import { view, webConfig, webServer, type WebServer } from './testing/viewer.ts';

const FIELDS = LOG_HEADER.split('#Fields: ')[1]!.trim().split(' ');

/** A distribution that keeps access logs in the bucket `logs`, and how to read the fields of all its lines. */
async function loggingDistribution(cloud: Cloud, server: WebServer) {
  const systemClockOffset = cloud.clock.now() - Date.now();
  const s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true, systemClockOffset });
  await s3.createBucket({ Bucket: 'logs' });
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'delivery.logs.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::logs/*',
  };
  await s3.putBucketPolicy({
    Bucket: 'logs',
    Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  });
  const client = cloudFrontClient(cloud);
  Object.assign(client.config, { systemClockOffset });
  const logging = { Enabled: true, IncludeCookies: false, Bucket: 'logs.s3.amazonaws.com', Prefix: 'cdn/' };
  const distribution = await createdDistribution(client, webConfig(server, {}, { Logging: logging }));
  const delivered = async (): Promise<{ key: string; lines: string[][] }> => {
    await cloud.clock.advance(minutes(5));
    const { Contents: [file] = [] } = await s3.listObjectsV2({ Bucket: 'logs' });
    const object = await s3.getObject({ Bucket: 'logs', Key: file!.Key });
    const text = gunzipSync(await object.Body!.transformToByteArray()).toString();
    expect(text.startsWith(LOG_HEADER)).toBe(true);
    const lines = text.slice(LOG_HEADER.length).trimEnd().split('\n');
    return { key: file!.Key!, lines: lines.map((line) => line.split('\t')) };
  };
  return { distribution, delivered };
}

test('access logs arrive in the bucket with all their fields', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: Date.UTC(2026, 10, 20, 17, 30) });
  await using server = await webServer((_, response) =>
    response.setHeader('content-type', 'image/png').end('cat'),
  );
  const { distribution, delivered } = await loggingDistribution(cloud, server);
  const seen = await view(cloud, distribution, '/a.png?x=1', { headers: { 'user-agent': 'curl 8' } });
  await view(cloud, distribution, '/a.png?x=1', { headers: { range: 'bytes=1-2' } });
  const { key, lines } = await delivered();
  expect(key).toMatch(new RegExp(String.raw`^cdn/${distribution.Id}\.2026-11-20-17\.[0-9a-f]{8}\.gz$`));
  const digits = expect.stringMatching(/^\d+$/) as string;
  const duration = expect.stringMatching(/^\d+\.\d{3}$/) as string;
  const named = Object.fromEntries(FIELDS.map((name, index) => [name, lines[0]![index]]));
  expect(named).toEqual({
    date: '2026-11-20',
    time: '17:30:00',
    'x-edge-location': 'IAD89-P1',
    'sc-bytes': digits,
    'c-ip': '127.0.0.1',
    'cs-method': 'GET',
    'cs(Host)': distribution.DomainName,
    'cs-uri-stem': '/a.png',
    'sc-status': '200',
    'cs(Referer)': '-',
    'cs(User-Agent)': 'curl%208',
    'cs-uri-query': 'x=1',
    'cs(Cookie)': '-',
    'x-edge-result-type': 'Miss',
    'x-edge-request-id': seen.headers['x-amz-cf-id'],
    'x-host-header': `${distribution.Id!.toLowerCase()}.cloudfront.localhost`,
    'cs-protocol': 'http',
    'cs-bytes': digits,
    'time-taken': duration,
    'x-forwarded-for': '-',
    'ssl-protocol': '-',
    'ssl-cipher': '-',
    'x-edge-response-result-type': 'Miss',
    'cs-protocol-version': 'HTTP/1.1',
    'fle-status': '-',
    'fle-encrypted-fields': '-',
    'c-port': digits,
    'time-to-first-byte': duration,
    'x-edge-detailed-result-type': 'Miss',
    'sc-content-type': 'image/png',
    'sc-content-len': '3',
    'sc-range-start': '-',
    'sc-range-end': '-',
  });
  expect(lines[1]!.slice(-6)).toEqual([duration, 'Hit', 'image/png', '2', '1', '2']);
  const head = Object.entries(seen.headers).reduce(
    (sum, [name, value]) => sum + name.length + String(value).length + 4,
    19,
  );
  expect(Math.abs(Number(lines[0]![3]) - 3 - head)).toBeLessThan(60);
});

test('the log knows HTTP/2, TLS and who left before the answer', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const [asked, left] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await using server = await webServer((incoming, response) => {
    if (incoming.url !== '/slow') return void response.end('cat');
    asked.resolve();
    void left.promise.then(() => response.end('too late'));
  });
  const { distribution, delivered } = await loggingDistribution(cloud, server);
  const { port } = new URL(cloud.endpoint);
  const client = connect(`https://${distribution.DomainName}:${port}`, {
    host: '127.0.0.1',
    ca: await (await fetch(`${cloud.endpoint}/_safelight/ca.pem`)).text(),
  });
  await buffer(client.request({ ':path': '/a' }));
  client.close();
  const impatient = request({ port, path: '/slow', headers: { host: distribution.DomainName } });
  impatient.on('error', () => undefined).end();
  await asked.promise;
  impatient.destroy();
  // Who came later is answered after the cloud has heard of the one who left.
  await view(cloud, distribution, '/a');
  await view(cloud, distribution, '/a');
  left.resolve();
  const { lines } = await delivered();
  const told = lines.filter(
    ([, , , , , , , path, , , , , , result]) => path === '/slow' || result === 'Miss',
  );
  const facts = told.map((fields) => [8, 20, 21, 23, 28].map((index) => fields[index]));
  expect(facts).toEqual([
    ['200', 'TLSv1.3', expect.stringMatching(/^TLS_/) as string, 'HTTP/2.0', 'Miss'],
    ['000', '-', '-', 'HTTP/1.1', 'ClientHungUpRequest'],
  ]);
});

test('requests, errors and hits become metrics and usage', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer(({ url }, response) => {
    response.writeHead(url === '/missing' ? 404 : 200).end('cat');
  });
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  for (const path of ['/a', '/a', '/a', '/missing']) await view(cloud, distribution, path);
  await cloud.clock.advance(minutes(1));
  const metrics = new CloudWatch(clientConfig(cloud));
  const now = cloud.clock.now();
  const sum = async (MetricName: string): Promise<number | undefined> => {
    const { Datapoints: [point] = [] } = await metrics.getMetricStatistics({
      Namespace: 'AWS/CloudFront',
      MetricName,
      Dimensions: [
        { Name: 'DistributionId', Value: distribution.Id },
        { Name: 'Region', Value: 'Global' },
      ],
      StartTime: new Date(now - minutes(10)),
      EndTime: new Date(now + minutes(1)),
      Period: 3600,
      Statistics: ['Sum'],
    });
    return point?.Sum;
  };
  expect(await sum('Requests')).toBe(4);
  expect(await sum('4xxErrorRate')).toBe(25);
  expect(await sum('CacheHitRate')).toBe(50);
  const usage = cloud.meter.usage().filter(({ service }) => service === 'cloudfront');
  expect(usage).toContainEqual(
    expect.objectContaining({ usageType: 'Requests-HTTP', resource: distribution.Id, quantity: 4 }),
  );
});
