import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const QUERY = 'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html';
const GET = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html';
const POST = 'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html';
const NEEDS = ['enforcement'] as const;

async function stored(world: World) {
  const { s3, Bucket } = await freshBucket(world, 'signed');
  await s3.putObject({ Bucket, Key: 'cat', Body: 'meow', ContentType: 'image/jpeg' });
  return { s3, Bucket, url: await world.presign.get({ Bucket, Key: 'cat' }) };
}

const changed = (url: string, change: (url: URL) => void): string => {
  const copy = new URL(url);
  change(copy);
  return copy.href;
};

for (const [what, change] of [
  ['another key', (url: URL) => void (url.pathname = url.pathname.replace(/cat$/, 'dog'))],
  ['a longer life', (url: URL) => url.searchParams.set('X-Amz-Expires', '604800')],
  ['another date', (url: URL) => url.searchParams.set('X-Amz-Date', '20200101T000000Z')],
  ['a parameter more', (url: URL) => url.searchParams.set('response-content-type', 'text/html')],
  ['half a signature', (url: URL) => url.searchParams.set('X-Amz-Signature', 'a'.repeat(32))],
] as const) {
  scenario(
    `a signed URL that was given ${what} is refused`,
    { source: QUERY, needs: NEEDS },
    async (world) => {
      const { url } = await stored(world);
      expect((await fetch(changed(url, change))).status).toBe(403);
      expect((await fetch(url)).status).toBe(200);
    },
  );
}

scenario('a URL for more than seven days is refused', { source: QUERY, needs: NEEDS }, async (world) => {
  const { url } = await stored(world);
  const answer = await fetch(changed(url, ({ searchParams }) => searchParams.set('X-Amz-Expires', '604801')));
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('<Code>AuthorizationQueryParametersError</Code>');
});

scenario(
  'a URL signed by a key that nobody has is refused by name',
  { source: QUERY, needs: NEEDS },
  async (world) => {
    const { url } = await stored(world);
    const answer = await fetch(
      changed(url, ({ searchParams }) =>
        searchParams.set(
          'X-Amz-Credential',
          (searchParams.get('X-Amz-Credential') ?? '').replace(/^[^/]+/, 'AKIAIOSFODNN7NOBODY1'),
        ),
      ),
    );
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>InvalidAccessKeyId</Code>');
  },
);

scenario('a signed URL can be used by anybody, more than once', { source: QUERY }, async (world) => {
  const { url } = await stored(world);
  for (let use = 0; use < 2; use += 1) expect(await (await fetch(url)).text()).toBe('meow');
});

scenario('a download URL can name the file it is saved as', { source: GET }, async (world) => {
  const { Bucket } = await stored(world);
  const ResponseContentDisposition = 'attachment; filename="my cat.jpg"';
  const answer = await fetch(await world.presign.get({ Bucket, Key: 'cat', ResponseContentDisposition }));
  expect(answer.headers.get('content-disposition')).toBe(ResponseContentDisposition);
});

scenario('a signed URL of what is not there is a 404, not a 403', { source: GET }, async (world) => {
  const { Bucket } = await stored(world);
  const answer = await fetch(await world.presign.get({ Bucket, Key: 'never' }));
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('<Code>NoSuchKey</Code>');
});

scenario('a HEAD with a URL signed for GET is refused', { source: QUERY, needs: NEEDS }, async (world) => {
  const { url } = await stored(world);
  expect((await fetch(url, { method: 'HEAD' })).status).toBe(403);
});

scenario(
  'a DELETE with a URL signed for GET is refused, and the object stays',
  { source: QUERY, needs: NEEDS },
  async (world) => {
    const { url } = await stored(world);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
    expect((await fetch(url)).status).toBe(200);
  },
);

async function post(world: World, change: (form: FormData) => void, body: Blob = new Blob(['meow'])) {
  const { Bucket } = await freshBucket(world, 'forms');
  const { url, fields } = await world.presign.post(
    { Bucket, Key: 'cat.jpg' },
    { maxBytes: 1_000, fields: { 'content-type': 'image/jpeg' } },
  );
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  change(form);
  form.set('file', body);
  const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  return { status: answer.status, text: await answer.text() };
}

scenario(
  'a form that says another content type than its policy is refused',
  { source: POST, needs: NEEDS },
  async (world) => {
    const { status, text } = await post(world, (form) => form.set('content-type', 'text/html'));
    expect(status).toBe(403);
    expect(text).toContain('Policy Condition failed');
  },
);

scenario(
  'a form with a field that no condition allows is refused',
  { source: POST, needs: NEEDS },
  async (world) => {
    const { status, text } = await post(world, (form) => form.set('x-amz-meta-extra', '1'));
    expect(status).toBe(403);
    expect(text).toContain('Extra input fields');
  },
);

scenario(
  'a form whose file is larger than allowed is refused',
  { source: POST, needs: NEEDS },
  async (world) => {
    const { status, text } = await post(world, () => undefined, new Blob(['x'.repeat(1_001)]));
    expect(status).toBe(400);
    expect(text).toContain('<Code>EntityTooLarge</Code>');
  },
);

scenario(
  'a form whose policy was changed after signing is refused',
  { source: POST, needs: NEEDS },
  async (world) => {
    const { status, text } = await post(world, (form) => {
      const policy = JSON.parse(Buffer.from(form.get('Policy') as string, 'base64').toString()) as {
        expiration: string;
      };
      policy.expiration = '2099-01-01T00:00:00Z';
      form.set('Policy', Buffer.from(JSON.stringify(policy)).toString('base64'));
    });
    expect(status).toBe(403);
    expect(text).toContain('<Code>SignatureDoesNotMatch</Code>');
  },
);
