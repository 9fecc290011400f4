import type { CreateAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import { Lambda } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { deployApi, ECHO, proxyTo, type DeployedApi } from './testing/deployed-api.ts';

/** Lets in whoever says `allow`, and tells of the event it was given. */
const AUTHORIZER = `
const policy = (Effect, Resource) => ({
  Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }],
});
let count = 0;
exports.handler = async (event) => {
  count += 1;
  const token = event.authorizationToken ?? event.headers['x-token'];
  if (token === 'stranger') throw new Error('Unauthorized');
  if (token === 'fails') throw new Error('out of order');
  if (token === 'nonsense') return 'yes';
  if (token === 'deep') return { principalId: 'ann', policyDocument: policy('Allow', '*'), context: { a: { b: 1 } } };
  const context = { count, tier: 'gold', admin: true, event: JSON.stringify(event) };
  const resource = token === 'elsewhere' ? event.methodArn + '/other' : event.methodArn;
  return { principalId: 'ann', policyDocument: policy(token === 'deny' ? 'Deny' : 'Allow', resource), context };
};`;

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

async function authorizedApi(
  cloud: Cloud,
  settings: Partial<CreateAuthorizerRequest>,
): Promise<DeployedApi & { call(path: string, headers?: Record<string, string>): Promise<Answer> }> {
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const { uri: authorizerUri } = await proxyTo(cloud, 'authorizer', AUTHORIZER);
  const api = await deployApi(cloud, [{ path: '/images/{id}', method: 'GET', integration: echo }]);
  await new Lambda(clientConfig(cloud)).addPermission({
    FunctionName: 'authorizer',
    StatementId: 'authorizers',
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
    SourceArn: `arn:aws:execute-api:us-east-1:${cloud.accountId}:${api.id}/authorizers/*`,
  });
  const { id: value } = await api.gateway.createAuthorizer({
    restApiId: api.id,
    name: 'guard',
    type: 'TOKEN',
    identitySource: 'method.request.header.X-Token',
    authorizerUri,
    ...settings,
  });
  await api.gateway.updateMethod({
    restApiId: api.id,
    resourceId: api.resourceId('/images/{id}'),
    httpMethod: 'GET',
    patchOperations: [
      { op: 'replace', path: '/authorizationType', value: 'CUSTOM' },
      { op: 'replace', path: '/authorizerId', value },
    ],
  });
  await api.deploy();
  const call = async (path: string, headers = {}): Promise<Answer> => {
    const answer = await fetch(`${api.url}${path}`, { headers });
    return { status: answer.status, type: answer.headers.get('x-amzn-errortype'), body: await answer.text() };
  };
  return { ...api, call };
}

interface Seen {
  readonly requestContext: { readonly authorizer: Readonly<Record<string, string | number>> };
}

const seenIn = ({ body }: Answer) => (JSON.parse(body) as Seen).requestContext.authorizer;

test('an authorizer of tokens says who calls, and what the function is to know of it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const api = await authorizedApi(cloud, {});
  const answer = await api.call('/images/7', { 'X-Token': 'allow' });
  expect(answer.status).toBe(200);
  const { integrationLatency, event, ...context } = seenIn(answer);
  expect(context).toEqual({ principalId: 'ann', count: '1', tier: 'gold', admin: 'true' });
  expect(integrationLatency).toEqual(expect.any(Number));
  expect(JSON.parse(String(event))).toEqual({
    type: 'TOKEN',
    methodArn: `arn:aws:execute-api:us-east-1:${cloud.accountId}:${api.id}/dev/GET/images/7`,
    authorizationToken: 'allow',
  });
});

const NOBODY = { status: 401, type: 'UnauthorizedException', body: '{"message":"Unauthorized"}' };
const FAULT = { status: 500, type: 'AuthorizerConfigurationException', body: '{"message":null}' };
const denied = (why: string): Answer => ({
  status: 403,
  type: 'AccessDeniedException',
  body: JSON.stringify({ Message: `User is not authorized to access this resource${why}` }),
});

test('whoever the authorizer does not let in is told so, each in its way', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const api = await authorizedApi(cloud, { identityValidationExpression: '[a-z]+' });
  const call = (token: string) => api.call('/images/7', { 'X-Token': token });
  expect(await api.call('/images/7')).toEqual(NOBODY);
  expect(await call('No letters!')).toEqual(NOBODY);
  expect(await call('stranger')).toEqual(NOBODY);
  expect(await call('deny')).toEqual(denied(' with an explicit deny in an identity-based policy'));
  expect(await call('elsewhere')).toEqual(denied(''));
  for (const token of ['fails', 'nonsense', 'deep']) expect(await call(token)).toEqual(FAULT);
});

test('an answer is kept for its time, and judges other paths too', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const api = await authorizedApi(cloud, { authorizerResultTtlInSeconds: 60 });
  const call = (path: string) => api.call(path, { 'X-Token': 'allow' });
  expect(seenIn(await call('/images/7'))).toMatchObject({ count: '1' });
  expect(seenIn(await call('/images/7'))).toMatchObject({ count: '1', integrationLatency: 0 });
  expect(await call('/images/8')).toEqual(denied(''));
  await cloud.clock.advance(60_000);
  expect(seenIn(await call('/images/7'))).toMatchObject({ count: '2' });
  await api.gateway.flushStageAuthorizersCache({ restApiId: api.id, stageName: 'dev' });
  expect(seenIn(await call('/images/7'))).toMatchObject({ count: '3' });
});

test('an authorizer of requests is shown the request', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const api = await authorizedApi(cloud, {
    type: 'REQUEST',
    identitySource: 'method.request.header.x-token, method.request.querystring.user',
  });
  expect(await api.call('/images/7', { 'x-token': 'allow' })).toEqual(NOBODY);
  const answer = await api.call('/images/7?user=ann', { 'x-token': 'allow' });
  const event = JSON.parse(String(seenIn(answer)['event'])) as Record<string, unknown>;
  expect(event).toMatchObject({
    type: 'REQUEST',
    resource: '/images/{id}',
    path: '/images/7',
    httpMethod: 'GET',
    headers: { 'x-token': 'allow' },
    queryStringParameters: { user: 'ann' },
    multiValueQueryStringParameters: { user: ['ann'] },
    pathParameters: { id: '7' },
    stageVariables: {},
    requestContext: { resourcePath: '/images/{id}', stage: 'dev' },
  });
  expect(event).not.toHaveProperty('body');
});

test('an authorizer that API Gateway may not call lets nobody in', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const api = await authorizedApi(cloud, {});
  const lambda = new Lambda(clientConfig(cloud));
  await lambda.removePermission({ FunctionName: 'authorizer', StatementId: 'authorizers' });
  expect(await api.call('/images/7', { 'X-Token': 'allow' })).toEqual(FAULT);
});
