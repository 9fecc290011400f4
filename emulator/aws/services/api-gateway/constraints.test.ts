import { APIGateway, type CreateRestApiRequest } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';

const OPS = 'Member must satisfy enum value set: [add, remove, move, test, replace, copy]';

test('everything that is wrong with a request is told before anything is looked up', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const nowhere = { restApiId: 'nowhere', resourceId: 'none', httpMethod: 'GET' };
  const path = '/responseModels/image~1png';
  await expect(
    gateway.updateMethodResponse({
      ...nowhere,
      statusCode: '2xx',
      patchOperations: [
        { op: 'put' as 'add', path },
        { op: 'add', path },
        { op: 'drop' as 'remove', path },
      ],
    }),
  ).rejects.toMatchObject({
    name: 'ValidationException',
    message: [
      `3 validation errors detected: Value 'put' at 'updateMethodResponseInput.patchOperations.1.member.op' failed to satisfy constraint: ${OPS}`,
      `Value 'drop' at 'updateMethodResponseInput.patchOperations.3.member.op' failed to satisfy constraint: ${OPS}`,
      String.raw`Value '2xx' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\d\d`,
    ].join('; '),
  });
  await expect(gateway.putIntegration({ ...nowhere, type: 'LAMBDA' as 'AWS_PROXY' })).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value 'LAMBDA' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]",
  });
});

type Endpoint = NonNullable<CreateRestApiRequest['endpointConfiguration']>;

test.for<[endpointConfiguration: object, message: string]>([
  [{ types: [] }, 'REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.'],
  [{ types: ['EDGE', 'REGIONAL'] }, 'Cannot create an api with multiple Endpoint Types.'],
  [
    { types: ['PRIVATE'], ipAddressType: 'ipv4' },
    'Only dualstack ipAddressType is supported for Private APIs.',
  ],
  [
    { types: ['GLOBAL'], ipAddressType: 'ipv5' },
    "2 validation errors detected: Value '[GLOBAL]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]; Value 'ipv5' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack]",
  ],
])('an endpoint configuration is refused: %j', async ([endpointConfiguration, message]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const request = { name: 'images', endpointConfiguration: endpointConfiguration as Endpoint };
  await expect(gateway.createRestApi(request)).rejects.toMatchObject({ message });
});

test('whoever asks for a part of an API that there is not is told that the part is missing', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const restApiId = 'nowhere';
  const method = { restApiId, resourceId: 'none', httpMethod: 'GET' };
  await expect(gateway.getMethod(method)).rejects.toThrow('Invalid Resource identifier specified');
  await expect(gateway.putMethod({ ...method, authorizationType: 'NONE' })).rejects.toThrow(
    'Invalid Resource identifier specified',
  );
  await expect(gateway.getModel({ restApiId, modelName: 'Image' })).rejects.toThrow(
    'Invalid model name specified: Image',
  );
  await expect(gateway.getRequestValidator({ restApiId, requestValidatorId: 'v1' })).rejects.toThrow(
    'Invalid Request Validator identifier specified',
  );
  await expect(gateway.createRequestValidator({ restApiId, name: 'bodies' })).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'Invalid REST API identifier specified',
  });
  await expect(gateway.getModels({ restApiId })).rejects.toThrow(
    'Invalid API identifier specified 000000000000:nowhere',
  );
});
