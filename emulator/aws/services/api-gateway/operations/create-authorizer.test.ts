import { APIGateway } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

const authorizerUri =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:guard/invocations';

test('authorizers are made, changed, and removed when no method asks for them', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const { id: restApiId, rootResourceId: resourceId } = await gateway.createRestApi({ name: 'images' });
  const made = await gateway.createAuthorizer({ restApiId, name: 'guard', type: 'TOKEN', authorizerUri });
  const { id: authorizerId } = made;
  expect(made).toMatchObject({
    name: 'guard',
    type: 'TOKEN',
    authType: 'custom',
    authorizerUri,
  });
  await gateway.updateAuthorizer({
    restApiId,
    authorizerId,
    patchOperations: [{ op: 'replace', path: '/authorizerResultTtlInSeconds', value: '0' }],
  });
  const { items } = await gateway.getAuthorizers({ restApiId });
  expect(items).toMatchObject([{ id: authorizerId, authorizerResultTtlInSeconds: 0 }]);
  const method = { restApiId, resourceId, httpMethod: 'GET', authorizationType: 'CUSTOM' };
  await expect(gateway.putMethod(method)).rejects.toMatchObject({
    name: 'BadRequestException',
    message:
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
  });
  await gateway.putMethod({ ...method, authorizerId });
  const remove = () => gateway.deleteAuthorizer({ restApiId, authorizerId });
  await expect(remove()).rejects.toMatchObject({ name: 'ConflictException' });
  await gateway.deleteMethod(method);
  await remove();
  await expect(gateway.getAuthorizer({ restApiId, authorizerId })).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Invalid Authorizer identifier specified',
  });
});

test.for([
  [{ type: 'OTHER' }, 400, /Member must satisfy enum value set/],
  [{ type: 'COGNITO_USER_POOLS' }, 501, /Cognito authorizers/],
  [{ authorizerUri: 'arn:aws:lambda:x' }, 400, /^Invalid Authorizer URI: arn:aws:lambda:x\. /],
  [{ authorizerResultTtlInSeconds: 3_601 }, 400, /between 0 and 3600/],
  [{ type: 'REQUEST' }, 400, /^Identity source is required/],
] as const)('an authorizer that cannot be is refused: case %#', async ([wrong, status, text]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const { id: restApiId } = await gateway.createRestApi({ name: 'images' });
  const usual = { restApiId, name: 'guard', type: 'TOKEN', authorizerUri } as const;
  await expect(gateway.createAuthorizer({ ...usual, ...(wrong as object) })).rejects.toMatchObject({
    $metadata: { httpStatusCode: status },
    message: expect.stringMatching(text),
  });
});
