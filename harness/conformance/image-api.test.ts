import { bombPng, IMAGES, imageBytes, imageBytesSync } from '#fixtures';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { throughApiGateway, throughHono, type Way } from './ways.ts';

/** A photograph with more behind it, in base64. */
const bytesAfter = (text: string): string =>
  Buffer.concat([imageBytesSync(IMAGES.coffee), Buffer.from(text, 'latin1')]).toString('base64');

/** Time to provision: four packages are built, and a table takes its while to stand. */
const SET_UP = 60_000;

describe.each([
  ['Hono', throughHono],
  ['API Gateway', throughApiGateway],
] as const)('the image API through %s', (_name, open) => {
  let way: Way;
  let jpeg: string;

  beforeAll(async () => {
    way = await open();
    jpeg = (await imageBytes(IMAGES.coffee)).toString('base64');
  }, SET_UP);

  afterAll(() => way[Symbol.asyncDispose]());

  /** What programs see of an answer. */
  const answerOf = async (response: Response) => ({
    status: response.status,
    type: response.headers.get('content-type'),
    origin: response.headers.get('access-control-allow-origin'),
    body: (await response.json()) as Record<string, never>,
  });

  const JSON_ANSWER = { type: 'application/json', origin: '*' };
  const refusal = (status: number, code: string) => ({
    ...JSON_ANSWER,
    status,
    body: { error: { code, message: expect.any(String) } },
  });

  const post = (body: unknown) =>
    way.send('/images', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });

  const upload = async (more: object = {}) =>
    answerOf(await post({ user_id: 'user123', filename: 'photo.jpg', image_data: jpeg, ...more }));

  /** Neither bytes nor items of the user whose uploads are refused. */
  const expectNothingStored = async () => {
    const { clients } = way.target;
    const s3 = await clients.s3();
    const objects = await s3.listObjectsV2({ Bucket: 'image-storage-bucket', Prefix: 'images/refused' });
    expect(objects.KeyCount).toBe(0);
    const dynamodb = await clients.dynamodb();
    const items = await dynamodb.scan({
      TableName: 'ImageMetadata',
      FilterExpression: 'user_id = :user',
      ExpressionAttributeValues: { ':user': { S: 'refused' } },
    });
    expect(items.Count).toBe(0);
  };

  const idOf = async (more: object = {}): Promise<string> => (await upload(more)).body['image_id'] ?? '';

  test('an upload is 201 and can be described and fetched', async () => {
    const metadata = { title: 'Sunset', tags: ['sea'], location: 'Zürich' };
    const made = await upload({ metadata });
    const id = made.body['image_id'] ?? '';
    expect(made).toEqual({
      ...JSON_ANSWER,
      status: 201,
      body: { image_id: id, s3_key: `images/user123/${id}.jpg`, created_at: expect.any(String) },
    });
    const { body, ...rest } = await answerOf(await way.send(`/images/${id}`));
    expect(rest).toEqual({ ...JSON_ANSWER, status: 200 });
    expect(body).toMatchObject({ ...metadata, content_type: 'image/jpeg', url_expires_in: 3600 });
    const fetched = await fetch(body['download_url'] ?? '');
    expect(Buffer.from(await fetched.arrayBuffer()).toString('base64')).toBe(jpeg);
  });

  test('a download is bytes, or base64 for those who want no image first', async () => {
    const path = `/images/${await idOf()}?download=true`;
    const bytes = await way.send(path, { headers: { accept: 'image/webp,*/*' } });
    expect(bytes.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await bytes.arrayBuffer()).toString('base64')).toBe(jpeg);
    for (const accept of ['*/*', 'text/html, image/*']) {
      const text = await answerOf(await way.send(path, { headers: { accept } }));
      expect(text).toMatchObject({ ...JSON_ANSWER, status: 200, body: { image_data: jpeg } });
    }
  });

  test('a list is filtered and paged, and its cursor cannot be changed', async () => {
    const user_id = 'lister';
    for (const title of ['even 1', 'odd 1', 'even 2', 'even 3']) {
      await upload({ user_id, metadata: { title, tags: ['one', title] } });
    }
    const list = async (filter: Record<string, string>) =>
      answerOf(await way.send(`/images?${new URLSearchParams(filter).toString()}`));
    const titles = ({ body }: { body: Record<string, unknown> }): unknown[] =>
      (body['images'] as { title: string }[]).map(({ title }) => title);
    const filter = { user_id, title: 'even', limit: '2' };
    const first = await list(filter);
    expect(titles(first)).toEqual(['even 1', 'even 2']);
    const cursor: string = first.body['next_cursor'] ?? '';
    const second = await list({ ...filter, cursor });
    expect(titles(second)).toEqual(['even 3']);
    expect(second.body).toMatchObject({ count: 1, next_cursor: null });
    expect(titles(await list({ user_id, tags: 'odd 1,nothing' }))).toEqual(['odd 1']);
    expect(await list({ ...filter, cursor: `${cursor.slice(0, -4)}AAAA` })).toEqual(
      refusal(400, 'INVALID_REQUEST'),
    );
    expect(await list({ user_id, cursor })).toEqual(refusal(400, 'INVALID_REQUEST'));
    expect(await list({ limit: '0' })).toEqual(refusal(400, 'INVALID_REQUEST'));
  });

  test.each([
    ['no body', ''],
    ['a body that is not JSON', '{'],
    ['a user with a slash', { user_id: 'a/b' }],
    ['another extension', { filename: 'a.svg' }],
    ['an extension that lies', { filename: 'a.png' }],
    [
      'an SVG that calls itself an image',
      { image_data: Buffer.from('<svg onload="x()"/>').toString('base64') },
    ],
    ['no base64', { image_data: 'äöü!' }],
    ['an image that is a web page, too', { image_data: bytesAfter('<script>alert(1)</script>') }],
    ['an image that is an archive, too', { image_data: bytesAfter(`PK\u0005\u0006${'\0'.repeat(18)}`) }],
  ])('an upload with %s is refused, and nothing is stored', async (_what, wrong) => {
    const right = { user_id: 'refused', filename: 'photo.jpg', image_data: jpeg };
    const response = await post(typeof wrong === 'string' ? wrong : { ...right, ...wrong });
    expect(await answerOf(response)).toEqual(refusal(400, 'INVALID_REQUEST'));
    await expectNothingStored();
  });

  test('a picture of 400 megapixels in 50 kilobytes is 413, and nothing is stored', async () => {
    const image_data = bombPng(20_000, 20_000).toString('base64');
    const bomb = await upload({ user_id: 'refused', filename: 'bomb.png', image_data });
    expect(bomb).toEqual(refusal(413, 'PAYLOAD_TOO_LARGE'));
    await expectNothingStored();
  });

  test('an image beyond 4.5 MB is 413, whoever says so', async () => {
    const large = Buffer.alloc(4_500_001).toString('base64');
    expect(await upload({ user_id: 'refused', image_data: large })).toEqual(
      refusal(413, 'PAYLOAD_TOO_LARGE'),
    );
    const larger = { user_id: 'refused', filename: 'a.jpg', image_data: 'A'.repeat(7_000_000) };
    expect((await post(larger)).status).toBe(413);
    await expectNothingStored();
  });

  test('an id is taken once', async () => {
    const image_id = '0a1b2c3d-0000-4000-8000-000000000000';
    expect((await upload({ image_id })).status).toBe(201);
    expect(await upload({ image_id })).toEqual(refusal(409, 'CONFLICT'));
  });

  test('a deleted image is gone', async () => {
    const path = `/images/${await idOf()}`;
    expect((await way.send(path, { method: 'DELETE' })).status).toBe(200);
    expect(await answerOf(await way.send(path))).toEqual(refusal(404, 'NOT_FOUND'));
    expect(await answerOf(await way.send(path, { method: 'DELETE' }))).toEqual(refusal(404, 'NOT_FOUND'));
  });

  test.each(['PUT', 'PATCH'])('%s is 405 everywhere', async (method) => {
    for (const path of ['/images', '/images/0a1b2c3d-0000-4000-8000-000000000000']) {
      expect(await answerOf(await way.send(path, { method }))).toEqual(refusal(405, 'METHOD_NOT_ALLOWED'));
    }
  });
});
