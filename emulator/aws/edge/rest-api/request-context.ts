/**
 * What proxy events carry as `requestContext` and templates read as `$context`.
 *
 * Evidence: aws.md section D.3 (LocalStack's recording of test_lambda_aws_proxy_integration, 2024-08-02): slashes too many
 * after the stage are only shown here.
 */
import { toLogTime } from '../../kernel/instant.ts';
import { headerOf, type Arrival, type Execution } from './execution.ts';

export function requestContext(arrival: Arrival | Execution): Readonly<Record<string, unknown>> {
  const { api, stage, request, now } = arrival;
  const route = 'resource' in arrival ? arrival : undefined;
  return {
    accountId: api.scope.accountId,
    apiId: api.apiId,
    ...(route?.authorizer !== undefined && { authorizer: route.authorizer }),
    deploymentId: stage.deploymentId,
    domainName: request.domainName,
    domainPrefix: request.domainName.split('.')[0],
    extendedRequestId: arrival.extendedRequestId,
    httpMethod: request.method,
    identity: identityOf(arrival),
    path: `/${stage.stageName}${request.sentPath}`,
    protocol: 'HTTP/1.1',
    requestId: arrival.requestId,
    requestTime: toLogTime(now),
    requestTimeEpoch: now,
    resourceId: route?.resource.id,
    resourcePath: route?.resource.path,
    stage: stage.stageName,
  };
}

function identityOf(arrival: Arrival | Execution): Readonly<Record<string, unknown>> {
  const { request } = arrival;
  const { caller, key } = 'resource' in arrival ? arrival : {};
  return {
    accessKey: caller?.accessKeyId ?? null,
    accountId: caller?.accountId ?? null,
    ...(key !== undefined && { apiKey: key.value, apiKeyId: key.id }),
    caller: caller?.userId ?? null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: request.sourceIp,
    user: caller?.userId ?? null,
    userAgent: headerOf(request, 'user-agent') ?? null,
    userArn: caller?.arn ?? null,
  };
}
