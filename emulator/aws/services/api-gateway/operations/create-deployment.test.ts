import { APIGateway } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

const START = Date.parse('2026-01-01T00:00:00Z');

test('deployments need methods with integrations, make stages, and outlive neither', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const gateway = new APIGateway(clientConfig(cloud));
  const { id: restApiId, rootResourceId: resourceId } = await gateway.createRestApi({ name: 'images' });
  const deploy = () =>
    gateway.createDeployment({ restApiId, stageName: 'dev', variables: { colour: 'red' } });
  await expect(deploy()).rejects.toMatchObject({ message: "The REST API doesn't contain any methods" });
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await gateway.putMethod({ ...method, authorizationType: 'NONE' });
  await expect(deploy()).rejects.toMatchObject({ message: 'No integration defined for method' });
  await gateway.putIntegration({ ...method, type: 'MOCK' });
  const first = await deploy();
  expect(first).toMatchObject({ $metadata: { httpStatusCode: 201 }, createdDate: new Date(START) });
  const { id: deploymentId } = await deploy();
  const { $metadata: _, ...stage } = await gateway.getStage({ restApiId, stageName: 'dev' });
  expect(stage).toMatchObject({
    deploymentId,
    stageName: 'dev',
    variables: { colour: 'red' },
    methodSettings: {},
    cacheClusterStatus: 'NOT_AVAILABLE',
    tracingEnabled: false,
  });
  await expect(gateway.deleteDeployment({ restApiId, deploymentId })).rejects.toMatchObject({
    message: 'Active stages pointing to this deployment must be moved or deleted',
  });
  await gateway.deleteDeployment({ restApiId, deploymentId: first.id });
  await expect(gateway.createStage({ restApiId, stageName: 'dev', deploymentId })).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'Stage already exists',
  });
  await gateway.createStage({ restApiId, stageName: 'prod', deploymentId });
  const { item } = await gateway.getStages({ restApiId });
  expect(item?.map(({ stageName }) => stageName)).toEqual(['dev', 'prod']);
});

test('stage patches set variables and the limits of methods', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const { id: restApiId, rootResourceId: resourceId } = await gateway.createRestApi({ name: 'images' });
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await gateway.putMethod({ ...method, authorizationType: 'NONE' });
  await gateway.putIntegration({ ...method, type: 'MOCK' });
  await gateway.createDeployment({ restApiId, stageName: 'dev' });
  const { variables, methodSettings } = await gateway.updateStage({
    restApiId,
    stageName: 'dev',
    patchOperations: [
      { op: 'replace', path: '/variables/colour', value: 'blue' },
      { op: 'replace', path: '/*/*/throttling/rateLimit', value: '1.5' },
      { op: 'replace', path: '/~1images/GET/throttling/burstLimit', value: '2' },
    ],
  });
  expect(variables).toEqual({ colour: 'blue' });
  expect(methodSettings).toMatchObject({
    '*/*': { throttlingRateLimit: 1.5, throttlingBurstLimit: 5_000 },
    'images/GET': { throttlingBurstLimit: 2 },
  });
});
