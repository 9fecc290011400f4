import type { Integration, UpdateIntegrationRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { keepMethod, namedMethod } from '../request.ts';
import { invalidIdentifier } from '../errors.ts';
import { checkIntegration, checkMappings, INTEGRATION_RULES } from '../methods.ts';
import { patched } from '../patch.ts';
import { checkTemplates } from '../template/check.ts';

export const updateIntegration: Operation<ApiGateway, UpdateIntegrationRequest, Integration> = (
  gateway,
  input,
  call,
) => {
  const named = namedMethod(gateway, call, input);
  const { methodIntegration, requestParameters } = named.method;
  if (methodIntegration === undefined) throw invalidIdentifier('Integration');
  const integration = patched(methodIntegration, input.patchOperations, INTEGRATION_RULES);
  checkIntegration(integration);
  checkTemplates(integration.requestTemplates);
  checkMappings(integration.requestParameters, requestParameters, 'request');
  keepMethod(gateway, named, { ...named.method, methodIntegration: integration });
  return integration;
};
