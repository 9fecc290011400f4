import type { Integration, PutIntegrationRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { keepMethod, namedMethod } from '../request.ts';
import { newIntegration } from '../integration-settings.ts';
import { checkIntegration, checkMappings } from '../methods.ts';
import { checkTemplates } from '../template/check.ts';

export const putIntegration: Operation<ApiGateway, PutIntegrationRequest, Integration> = (
  gateway,
  input,
  call,
) => {
  const named = namedMethod(gateway, call, input);
  const integration = newIntegration(input);
  checkIntegration(integration);
  checkTemplates(integration.requestTemplates);
  checkMappings(integration.requestParameters, named.method.requestParameters, 'request');
  keepMethod(gateway, named, { ...named.method, methodIntegration: integration });
  return integration;
};
