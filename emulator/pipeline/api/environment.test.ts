import { afterEach, expect, test } from 'vitest';
import { createApi } from './app.ts';
import { apiOptionsFrom } from './environment.ts';
import { handler } from './lambda.ts';

const ENVIRONMENT = {
  IMAGES_BUCKET: 'pettracker-images-prod',
  AWS_REGION: 'us-east-1',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
};

const KEY = 'uploads/user-123/2024/01/15/0a1b2c3d.jpg';

async function viewUrl(environment: Record<string, string>): Promise<URL> {
  const api = createApi(apiOptionsFrom(environment));
  const path = `${environment['API_BASE_PATH'] ?? ''}/images/view-url?key=${KEY}`;
  const response = await api.request(path, { headers: { 'x-pettracker-user': 'user-123' } });
  expect(response.status).toBe(200);
  const { url } = (await response.json()) as { url: string };
  return new URL(url);
}

test('an API is described by its environment alone, and signs without calling anybody', async () => {
  const { origin, pathname, searchParams } = await viewUrl(ENVIRONMENT);
  expect(origin + pathname).toBe(`http://127.0.0.1:1/pettracker-images-prod/${KEY}`);
  expect(searchParams.get('X-Amz-Credential')).toMatch(/^AKIDEXAMPLE\/\d{8}\/us-east-1\/s3\/aws4_request$/);
});

test('without an endpoint of one’s own, buckets have names of their own at AWS', async () => {
  const { AWS_ENDPOINT_URL: _, ...atAws } = ENVIRONMENT;
  expect((await viewUrl(atAws)).hostname).toBe('pettracker-images-prod.s3.us-east-1.amazonaws.com');
});

test('a session token is signed in', async () => {
  const { searchParams } = await viewUrl({ ...ENVIRONMENT, AWS_SESSION_TOKEN: 'token' });
  expect(searchParams.get('X-Amz-Security-Token')).toBe('token');
});

test('with a CDN that wants no signature, URLs lead there', async () => {
  const url = await viewUrl({ ...ENVIRONMENT, CDN_URL: 'https://cdn.pettracker.com/' });
  expect(url.href).toBe(`https://cdn.pettracker.com/images/${KEY}`);
});

test('the API hangs where it is told to', async () => {
  expect((await viewUrl({ ...ENVIRONMENT, API_BASE_PATH: '/api' })).pathname).toContain(KEY);
});

test.each([
  ['no bucket', { IMAGES_BUCKET: '' }, 'IMAGES_BUCKET is not set'],
  ['half a signer', { CDN_URL: 'https://cdn', CDN_KEY_PAIR_ID: 'K1' }, 'set both, or neither'],
])('%s is told by name', (_name, change, message) => {
  expect(() => apiOptionsFrom({ ...ENVIRONMENT, ...change })).toThrow(message);
});

const OWN = process.env;
afterEach(() => {
  process.env = OWN;
});

/** As API Gateway's proxy integration calls. */
const proxyEvent = (path: string, key: string) => ({
  version: '1.0',
  resource: '/{proxy+}',
  path,
  httpMethod: 'GET',
  headers: { host: 'api.pettracker.com', 'x-pettracker-user': 'user-123' },
  multiValueHeaders: { host: ['api.pettracker.com'], 'x-pettracker-user': ['user-123'] },
  queryStringParameters: { key },
  multiValueQueryStringParameters: { key: [key] },
  pathParameters: { proxy: path.slice(1) },
  stageVariables: {},
  requestContext: {
    accountId: '000000000000',
    apiId: 'api',
    authorizer: {},
    domainName: 'api.pettracker.com',
    httpMethod: 'GET',
    identity: { sourceIp: '127.0.0.1', userAgent: 'test' },
    path,
    protocol: 'HTTP/1.1',
    requestId: 'request',
    requestTimeEpoch: 0,
    resourceId: 'resource',
    resourcePath: '/{proxy+}',
    stage: 'prod',
  },
  body: null,
  isBase64Encoded: false,
});

test('as a function, the API needs a database', async () => {
  process.env = { ...ENVIRONMENT };
  await expect(async () => handler(proxyEvent('/health', KEY) as never)).rejects.toThrow(
    'DATABASE_URL is not set',
  );
});

test('as a function, the API answers what API Gateway asks', async () => {
  process.env = { ...ENVIRONMENT, DATABASE_URL: 'postgres://postgres@127.0.0.1:1/postgres' };
  const key = 'uploads/user-123/my dog+1 ünï.jpg';
  const answer = (await handler(proxyEvent('/images/view-url', key) as never)) as unknown as {
    statusCode: number;
    body: string;
  };
  expect(answer.statusCode).toBe(200);
  const { url } = JSON.parse(answer.body) as { url: string };
  expect(decodeURIComponent(new URL(url).pathname)).toBe(`/pettracker-images-prod/${key}`);
});
