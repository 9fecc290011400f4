import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const POLICY = 'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html';
const FORMS = 'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html';

async function send(
  { url, fields }: Awaited<ReturnType<World['presign']['post']>>,
  body: string,
  changes: Record<string, string> = {},
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) form.append(name, value);
  form.append('file', new Blob([body]), 'cat.jpg');
  return fetch(url, { method: 'POST', body: form });
}

scenario('a form upload stores its file under the key of its policy', { source: FORMS }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'forms');
  const answer = await send(await world.presign.post({ Bucket, Key: 'cat.jpg' }), 'meow');
  expect(answer.status).toBe(204);
  const stored = await s3.getObject({ Bucket, Key: 'cat.jpg' });
  expect(await stored.Body?.transformToString()).toBe('meow');
});

scenario(
  'a form upload that is larger than its policy allows is refused with EntityTooLarge',
  { source: POLICY },
  async (world) => {
    const { Bucket } = await freshBucket(world, 'forms');
    const form = await world.presign.post({ Bucket, Key: 'cat.jpg' }, { maxBytes: 10 });
    const answer = await send(form, 'more than ten bytes');
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<Code>EntityTooLarge</Code>');
  },
);

scenario(
  'a form upload to another key than its policy names is refused',
  { source: POLICY, needs: ['enforcement'] },
  async (world) => {
    const { Bucket } = await freshBucket(world, 'forms');
    const form = await world.presign.post({ Bucket, Key: 'cat.jpg' });
    const answer = await send(form, 'meow', { key: 'dog.jpg' });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>AccessDenied</Code>');
  },
);

scenario(
  'a form upload is answered 201 with its place when its policy asks for that',
  { source: FORMS },
  async (world) => {
    const { Bucket } = await freshBucket(world, 'forms');
    const fields = { success_action_status: '201' };
    const answer = await send(await world.presign.post({ Bucket, Key: 'cat.jpg' }, { fields }), 'meow');
    expect(answer.status).toBe(201);
    expect(await answer.text()).toContain('<Key>cat.jpg</Key>');
  },
);

scenario(
  'a form upload after its policy has expired is refused',
  { source: POLICY, needs: ['time-travel', 'enforcement'] },
  async (world) => {
    const { Bucket } = await freshBucket(world, 'forms');
    const form = await world.presign.post({ Bucket, Key: 'cat.jpg' }, { expiresIn: 300 });
    await world.elapse(301_000);
    const answer = await send(form, 'meow');
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Invalid according to Policy: Policy expired.');
  },
);
