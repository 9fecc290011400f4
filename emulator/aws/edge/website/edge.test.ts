import type { S3, WebsiteConfiguration } from '@aws-sdk/client-s3';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { photosClient } from '../../services/s3/testing/client.ts';

const HOST = 'photos.s3-website-us-east-1.amazonaws.com';

const INDEX = { IndexDocument: { Suffix: 'index.html' } };

const READABLE = JSON.stringify({
  Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*' },
});

const LISTABLE = JSON.stringify({
  Statement: {
    Effect: 'Allow',
    Principal: '*',
    Action: ['s3:GetObject', 's3:ListBucket'],
    Resource: ['arn:aws:s3:::photos', 'arn:aws:s3:::photos/*'],
  },
});

async function site(
  cloud: Cloud,
  WebsiteConfiguration: WebsiteConfiguration = INDEX,
  Policy = LISTABLE,
): Promise<S3> {
  const s3 = await photosClient(cloud);
  await s3.deletePublicAccessBlock({ Bucket: 'photos' });
  await s3.putBucketPolicy({ Bucket: 'photos', Policy });
  await s3.putBucketWebsite({ Bucket: 'photos', WebsiteConfiguration });
  const put = (Key: string, Body: string) =>
    s3.putObject({ Bucket: 'photos', Key, Body, ContentType: 'text/html' });
  await put('index.html', 'home');
  await put('dir/index.html', 'directory');
  await put('page', 'a page');
  return s3;
}

interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

const visit = (
  cloud: Cloud,
  path: string,
  { method = 'GET', host = HOST, headers = {} }: { method?: string; host?: string; headers?: object } = {},
): Promise<Page> =>
  new Promise((resolve, reject) => {
    const options = { method, path, headers: { ...headers, host } };
    request(cloud.endpoint, options, (answer) => {
      text(answer).then(
        (body) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }),
        reject,
      );
    })
      .on('error', reject)
      .end();
  });

test.each([
  ['/', 'home'],
  ['/page', 'a page'],
  ['/dir/', 'directory'],
  ['/dir/index.html', 'directory'],
])('%s shows its page', async (path, body) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await site(cloud);
  expect(await visit(cloud, path)).toMatchObject({
    status: 200,
    body,
    headers: { 'content-type': 'text/html' },
  });
});

test('a directory without its slash is sent to the one with it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await site(cloud);
  const answer = await visit(cloud, '/dir');
  expect([answer.status, answer.headers['location']]).toEqual([302, '/dir/']);
});

test('other names of the same website work too', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await site(cloud);
  for (const host of ['photos.s3-website.localhost:4566', 'photos.s3-website.eu-central-1.amazonaws.com']) {
    expect((await visit(cloud, '/', { host })).body).toBe('home');
  }
});

test('a missing page is this page', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await site(cloud);
  const { status, headers, body } = await visit(cloud, '/none');
  expect(status).toBe(404);
  expect(headers['x-amz-error-code']).toBe('NoSuchKey');
  expect(body).toBe(
    `<html>\n<head><title>404 Not Found</title></head>\n<body>\n<h1>404 Not Found</h1>\n<ul>\n<li>Code: NoSuchKey</li>\n<li>Message: The specified key does not exist.</li>\n<li>Key: none</li>\n<li>RequestId: ${headers['x-amz-request-id'] as string}</li>\n<li>HostId: ${headers['x-amz-id-2'] as string}</li>\n</ul>\n<hr/>\n</body>\n</html>\n`,
  );
  expect((await visit(cloud, '/none/')).body).toContain('<li>Key: none/index.html</li>');
});

test('visitors who may not list are told 403 instead of 404', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await site(cloud, INDEX, READABLE);
  const { status, body } = await visit(cloud, '/none');
  expect(status).toBe(403);
  expect(body).toContain('<title>403 Forbidden</title>');
  expect(body).toContain('<li>Code: AccessDenied</li>');
});

test('an error document is shown under the error’s own status', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await site(cloud, { ...INDEX, ErrorDocument: { Key: 'error.html' } });
  expect((await visit(cloud, '/none')).body).toContain(
    '</ul>\n<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n<ul>\n<li>Code: NoSuchKey</li>\n<li>Message: The specified key does not exist.</li>\n<li>Key: error.html</li>\n</ul>\n',
  );
  await s3.putObject({ Bucket: 'photos', Key: 'error.html', Body: 'sorry' });
  expect(await visit(cloud, '/none')).toMatchObject({ status: 404, body: 'sorry' });
  const moved = { Key: 'error.html', WebsiteRedirectLocation: '/page' };
  await s3.putObject({ Bucket: 'photos', Body: '', ...moved });
  expect(await visit(cloud, '/none')).toMatchObject({ status: 301, headers: { location: '/page' } });
});

test('an object may send its readers elsewhere', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await site(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'old', Body: 'x', WebsiteRedirectLocation: '/page' });
  const answer = await visit(cloud, '/old');
  expect([answer.status, answer.headers['location']]).toEqual([301, '/page']);
});

test('rules redirect by prefix before the key is looked up, and by error after', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await site(cloud, {
    ...INDEX,
    RoutingRules: [
      { Condition: { KeyPrefixEquals: 'docs/' }, Redirect: { ReplaceKeyPrefixWith: 'documents/' } },
      {
        Condition: { HttpErrorCodeReturnedEquals: '404' },
        Redirect: {
          HostName: 'other.example',
          Protocol: 'https',
          HttpRedirectCode: '302',
          ReplaceKeyWith: 'a b',
        },
      },
    ],
  });
  const moved = await visit(cloud, '/docs/a');
  expect([moved.status, moved.headers['location']]).toEqual([301, `http://${HOST}/documents/a`]);
  const missing = await visit(cloud, '/none');
  expect([missing.status, missing.headers['location']]).toEqual([302, 'https://other.example/a%20b']);
  expect((await visit(cloud, '/page')).status).toBe(200);
});

test('a website may send everybody elsewhere', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await site(cloud, { RedirectAllRequestsTo: { HostName: 'www.example', Protocol: 'https' } });
  const answer = await visit(cloud, '/a/b%20c');
  expect([answer.status, answer.headers['location']]).toEqual([301, 'https://www.example/a/b%20c']);
});

test('what is known already is not sent again', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await site(cloud);
  const { etag } = (await visit(cloud, '/')).headers;
  expect(await visit(cloud, '/', { headers: { 'if-none-match': etag } })).toMatchObject({
    status: 304,
    body: '',
  });
});

test('a website is for reading', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await site(cloud);
  const { status, headers, body } = await visit(cloud, '/page', { method: 'DELETE' });
  expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
  expect(body).toContain(
    '<li>Code: MethodNotAllowed</li>\n<li>Message: The specified method is not allowed against this resource.</li>\n<li>Method: DELETE</li>\n<li>ResourceType: OBJECT</li>\n',
  );
  expect(await visit(cloud, '/page', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
});

test('no website, no bucket and no bucket’s name are told apart', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  expect((await visit(cloud, '/')).body).toContain('<li>Code: NoSuchWebsiteConfiguration</li>');
  const nowhere = await visit(cloud, '/', { host: `no${HOST}` });
  expect(nowhere.body).toContain('<li>BucketName: nophotos</li>');
  const home = await visit(cloud, '/', { host: 's3-website-us-east-1.amazonaws.com' });
  expect([home.status, home.headers['location']]).toEqual([301, 'https://aws.amazon.com/s3/']);
});
