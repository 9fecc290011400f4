import { APIGateway } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

async function deployed(gateway: APIGateway): Promise<string> {
  const { id: restApiId = '', rootResourceId: resourceId } = await gateway.createRestApi({ name: 'images' });
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await gateway.putMethod({ ...method, authorizationType: 'NONE' });
  await gateway.putIntegration({ ...method, type: 'MOCK' });
  await gateway.createDeployment({ restApiId, stageName: 'dev' });
  return restApiId;
}

test('a plan holds stages and keys, and a key one plan per stage', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const apiStages = [{ apiId: await deployed(gateway), stage: 'dev' }];
  const { id: keyId, value } = await gateway.createApiKey({ name: 'partner', enabled: true });
  const first = await gateway.createUsagePlan({ name: 'first', apiStages, throttle: { rateLimit: 5 } });
  const second = await gateway.createUsagePlan({ name: 'second', apiStages });
  expect(first).toMatchObject({ apiStages, throttle: { rateLimit: 5 } });
  const key = { keyId, keyType: 'API_KEY' };
  const planKey = await gateway.createUsagePlanKey({ usagePlanId: first.id, ...key });
  expect(planKey).toMatchObject({ id: keyId, type: 'API_KEY', value, name: 'partner' });
  await expect(gateway.createUsagePlanKey({ usagePlanId: second.id, ...key })).rejects.toMatchObject({
    name: 'ConflictException',
  });
  expect((await gateway.getUsagePlans({ keyId })).items?.map(({ name }) => name)).toEqual(['first']);
  await expect(gateway.deleteUsagePlan({ usagePlanId: first.id })).rejects.toMatchObject({
    name: 'BadRequestException',
  });
  await gateway.updateUsagePlan({
    usagePlanId: first.id,
    patchOperations: [{ op: 'remove', path: '/apiStages', value: `${apiStages[0]?.apiId}:dev` }],
  });
  await gateway.deleteUsagePlan({ usagePlanId: first.id });
  await expect(gateway.getUsagePlan({ usagePlanId: first.id })).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Invalid Usage Plan ID specified',
  });
});

test('a plan for a stage that is not there, or with half a quota, is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const apiId = await deployed(gateway);
  await expect(
    gateway.createUsagePlan({ name: 'plan', apiStages: [{ apiId, stage: 'prod' }] }),
  ).rejects.toMatchObject({ message: `API Stage not found: ${apiId}:prod` });
  await expect(gateway.createUsagePlan({ name: 'plan', quota: { limit: 1 } })).rejects.toMatchObject({
    name: 'BadRequestException',
  });
});

test('a plan shows its tags by itself, its quota whole, and is not parted from stages it does not cover', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const apiId = await deployed(gateway);
  const apiStages = [{ apiId, stage: 'dev' }];
  const made = await gateway.createUsagePlan({
    name: 'plan',
    apiStages,
    quota: { limit: 9, period: 'WEEK' },
  });
  expect(made).toMatchObject({ quota: { limit: 9, offset: 0, period: 'WEEK' } });
  expect(made).not.toHaveProperty('tags');
  const usagePlanId = made.id;
  expect((await gateway.getUsagePlan({ usagePlanId })).tags).toEqual({});
  expect((await gateway.getUsagePlanKeys({ usagePlanId: 'nobody' })).items).toEqual([]);
  const part = (value?: string) =>
    gateway.updateUsagePlan({
      usagePlanId,
      patchOperations: [{ op: 'remove', path: '/apiStages', value }],
    });
  await expect(part(`${apiId}:prod`)).rejects.toMatchObject({
    name: 'NotFoundException',
    message: `Invalid API Stage {api: ${apiId}, stage: prod} specified for usageplan ${usagePlanId}`,
  });
  for (const value of [undefined, 'dev']) {
    await expect(part(value)).rejects.toMatchObject({
      name: 'BadRequestException',
      message: 'Invalid API Stage specified',
    });
  }
});

test('a key’s value is hidden unless asked for, long enough and unique', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const value = 'a-value-of-twenty-characters';
  const { id } = await gateway.createApiKey({ name: 'partner', value });
  expect((await gateway.getApiKey({ apiKey: id })).value).toBeUndefined();
  expect((await gateway.getApiKey({ apiKey: id, includeValue: true })).value).toBe(value);
  await expect(gateway.createApiKey({ value })).rejects.toMatchObject({ name: 'ConflictException' });
  await expect(gateway.createApiKey({ value: 'short' })).rejects.toMatchObject({
    message: 'API Key value should be at least 20 characters',
  });
});

test('tags hang on APIs, stages, keys and plans', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const apiId = await deployed(gateway);
  const { id: keyId } = await gateway.createApiKey({ name: 'partner' });
  for (const path of [`restapis/${apiId}`, `restapis/${apiId}/stages/dev`, `apikeys/${keyId}`]) {
    const resourceArn = `arn:aws:apigateway:us-east-1::/${path}`;
    await gateway.tagResource({ resourceArn, tags: { team: 'images', tier: '1' } });
    await gateway.untagResource({ resourceArn, tagKeys: ['tier'] });
    expect((await gateway.getTags({ resourceArn })).tags).toEqual({ team: 'images' });
  }
  expect((await gateway.getRestApi({ restApiId: apiId })).tags).toEqual({ team: 'images' });
});
