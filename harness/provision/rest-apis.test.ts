import type { RestApiSpec } from '#pipeline';
import { expect, test } from 'vitest';
import { embeddedTarget } from '../targets/embedded.ts';
import { ensureRestApi, findRestApi, restApiUrl } from './rest-apis.ts';

const SPEC: RestApiSpec = {
  name: 'ImageServiceAPI',
  stage: 'dev',
  routes: [
    { path: '/images', method: 'GET', function: 'list_images' },
    { path: '/images/{image_id}', method: 'ANY', function: 'get_image' },
  ],
  binaryMediaTypes: ['image/*'],
};
const functionArn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

test('an API is made once, and changed and deployed again only where its description changes', async () => {
  await using target = await embeddedTarget();
  const gateway = await target.clients.apiGateway();
  const ensure = async (spec: RestApiSpec) => (await ensureRestApi(gateway, spec, functionArn)).change;
  expect(await ensure(SPEC)).toMatchObject({ kind: 'REST API', outcome: 'created' });
  expect(await ensure(SPEC)).toEqual({ kind: 'REST API', name: SPEC.name, outcome: 'unchanged' });
  const restApiId = await findRestApi(gateway, SPEC.name);
  expect((await gateway.getDeployments({ restApiId })).items).toHaveLength(1);
  const changed = {
    ...SPEC,
    routes: [
      { path: '/images', method: 'GET', function: 'list_all' },
      { path: '/images', method: 'POST', function: 'upload_image' },
    ] as const,
    binaryMediaTypes: ['*/*'],
  };
  expect(await ensure(changed)).toMatchObject({
    outcome: 'updated',
    parts: ['binary media types', 'GET /images', 'POST /images', 'no ANY /images/{image_id}', 'stage dev'],
  });
  expect(await ensure(changed)).toMatchObject({ outcome: 'unchanged' });
  expect((await gateway.getRestApi({ restApiId })).binaryMediaTypes).toEqual(['*/*']);
});

test('an API answers below an endpoint, or at a host of AWS', () => {
  const region = 'eu-central-1';
  expect(restApiUrl({ region, endpoint: 'http://127.0.0.1:4566' }, 'a1b2c3d4e5', 'dev')).toBe(
    'http://127.0.0.1:4566/restapis/a1b2c3d4e5/dev/_user_request_',
  );
  expect(restApiUrl({ region }, 'a1b2c3d4e5', 'dev')).toBe(
    'https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/dev',
  );
});
