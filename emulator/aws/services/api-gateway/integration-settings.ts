import type { Integration, PutIntegrationRequest } from '@aws-sdk/client-api-gateway';

/**
 * What a request for an integration leaves open, filled in (aws.md section D.1; answers that LocalStack recorded from AWS,
 * test_apigateway_integrations).
 */
export function newIntegration(input: PutIntegrationRequest): Integration {
  return {
    type: input.type,
    httpMethod: input.type === 'MOCK' ? undefined : input.integrationHttpMethod,
    uri: input.type === 'MOCK' ? undefined : input.uri,
    connectionType: input.connectionType ?? (input.type?.startsWith('HTTP') ? 'INTERNET' : undefined),
    credentials: input.credentials,
    requestParameters: input.requestParameters,
    requestTemplates: input.requestTemplates,
    passthroughBehavior: input.passthroughBehavior ?? 'WHEN_NO_MATCH',
    contentHandling: input.contentHandling,
    timeoutInMillis: input.timeoutInMillis ?? 29_000,
    cacheNamespace: input.cacheNamespace ?? input.resourceId,
    cacheKeyParameters: input.cacheKeyParameters ?? [],
    tlsConfig: input.tlsConfig,
    responseTransferMode: input.responseTransferMode,
  };
}
