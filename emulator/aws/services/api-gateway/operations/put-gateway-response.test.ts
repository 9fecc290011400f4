import { APIGateway } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

test('an API has a default for each of the 21 types, until it is replaced', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const { id: restApiId } = await gateway.createRestApi({ name: 'images' });
  const { items = [] } = await gateway.getGatewayResponses({ restApiId });
  expect(items).toHaveLength(21);
  expect(items.find(({ responseType }) => responseType === 'THROTTLED')).toEqual({
    responseType: 'THROTTLED',
    statusCode: '429',
    responseParameters: {},
    responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
    defaultResponse: true,
  });
  const at = { restApiId, responseType: 'THROTTLED' } as const;
  await gateway.putGatewayResponse({ ...at, statusCode: '503' });
  await gateway.updateGatewayResponse({
    ...at,
    patchOperations: [
      { op: 'add', path: '/responseParameters/gatewayresponse.header.Retry-After', value: "'1'" },
    ],
  });
  expect(await gateway.getGatewayResponse(at)).toMatchObject({
    statusCode: '503',
    responseParameters: { 'gatewayresponse.header.Retry-After': "'1'" },
    defaultResponse: false,
  });
  expect((await gateway.deleteGatewayResponse(at)).$metadata.httpStatusCode).toBe(202);
  expect((await gateway.getGatewayResponse(at)).defaultResponse).toBe(true);
  await expect(
    gateway.getGatewayResponse({ restApiId, responseType: 'TEAPOT' as 'THROTTLED' }),
  ).rejects.toMatchObject({
    message: expect.stringContaining("Value 'TEAPOT' at 'responseType' failed to satisfy constraint"),
  });
});
