import { APIGateway, type PutIntegrationRequest } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:list';
const URI = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;

async function start(cloud: Cloud) {
  const gateway = new APIGateway(clientConfig(cloud));
  const { id: restApiId, rootResourceId: resourceId } = await gateway.createRestApi({ name: 'images' });
  const at = { restApiId, resourceId, httpMethod: 'GET' };
  await gateway.putMethod({ ...at, authorizationType: 'NONE' });
  return { gateway, at };
}

test('a Lambda proxy integration gets AWS’s defaults', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { gateway, at } = await start(cloud);
  await expect(gateway.getIntegration(at)).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Invalid Integration identifier specified',
  });
  const { $metadata, ...integration } = await gateway.putIntegration({
    ...at,
    type: 'AWS_PROXY',
    integrationHttpMethod: 'POST',
    uri: URI,
  });
  expect($metadata.httpStatusCode).toBe(201);
  expect(integration).toEqual({
    type: 'AWS_PROXY',
    httpMethod: 'POST',
    uri: URI,
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutInMillis: 29_000,
    cacheNamespace: at.resourceId,
    cacheKeyParameters: [],
  });
  const { items } = await gateway.getResources({ restApiId: at.restApiId, embed: ['methods'] });
  expect(items?.[0]?.resourceMethods?.['GET']).toMatchObject({
    authorizationType: 'NONE',
    apiKeyRequired: false,
    methodIntegration: { uri: URI },
  });
});

test.each<[Partial<PutIntegrationRequest>, string]>([
  [{ uri: FUNCTION }, 'Invalid ARN specified in the request'],
  [{ uri: 'arn:aws:apigateway:us-east-1:lambda:x' }, 'AWS ARN for integration must contain path or action'],
  [
    { uri: 'arn:aws:apigateway:us-east-1:s3:path/bucket' },
    "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
  ],
  [{ integrationHttpMethod: undefined }, 'Enumeration value for HttpMethod must be non-empty'],
  [{ timeoutInMillis: 49 }, 'Timeout should be between 50 ms and 29000 ms'],
  [
    { requestParameters: { 'integration.request.header.a': 'method.request.header.a' } },
    'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: method.request.header.a]',
  ],
  [
    { requestParameters: { 'header.a': "'x'" } },
    'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: header.a]',
  ],
])('an integration with %j is refused', async (wrong, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { gateway, at } = await start(cloud);
  const right = { ...at, type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: URI } as const;
  await expect(gateway.putIntegration({ ...right, ...wrong })).rejects.toMatchObject({
    name: 'BadRequestException',
    message,
  });
});

test('what is not implemented says so by name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { gateway, at } = await start(cloud);
  const integration = { ...at, integrationHttpMethod: 'POST', uri: URI };
  const elsewhere = 'arn:aws:apigateway:us-east-1:translate:action/TranslateText';
  await expect(gateway.putIntegration({ ...integration, type: 'AWS', uri: elsewhere })).rejects.toMatchObject(
    {
      name: 'NotImplemented',
      message: expect.stringContaining('integration type AWS with translate'),
    },
  );
  const bucket = { ...integration, type: 'AWS', uri: 'arn:aws:apigateway:us-east-1:s3:path/photos' } as const;
  await expect(gateway.putIntegration(bucket)).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'Role ARN must be specified for AWS integrations',
  });
  const tlsConfig = { insecureSkipVerification: true };
  const secure = { ...integration, type: 'HTTP', uri: 'https://localhost/', tlsConfig } as const;
  await expect(gateway.putIntegration(secure)).rejects.toMatchObject({ name: 'NotImplemented' });
  const requestTemplates = { 'application/json': '#macro(x)#end' };
  await expect(gateway.putIntegration({ ...at, type: 'MOCK', requestTemplates })).rejects.toMatchObject({
    name: 'NotImplemented',
    message: expect.stringContaining('#macro'),
  });
  await expect(
    gateway.putMethod({ ...at, httpMethod: 'POST', authorizationType: 'COGNITO_USER_POOLS' }),
  ).rejects.toMatchObject({ name: 'NotImplemented' });
});

test('a method’s parameters are places of its requests', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { gateway, at } = await start(cloud);
  const method = { ...at, httpMethod: 'POST', authorizationType: 'NONE' };
  const requestParameters = { 'method.request.cookie.a': true };
  await expect(gateway.putMethod({ ...method, requestParameters })).rejects.toMatchObject({
    name: 'BadRequestException',
    message: expect.stringMatching(/Invalid mapping expression specified: method\.request\.cookie\.a/),
  });
});
