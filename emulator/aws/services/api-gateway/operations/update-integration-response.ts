import type { IntegrationResponse, UpdateIntegrationResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { keepMethod, namedMethod } from '../request.ts';
import { invalidIdentifier } from '../errors.ts';
import {
  checkContentHandling,
  checkMappings,
  checkSelectionPattern,
  INTEGRATION_RESPONSE_RULES,
} from '../methods.ts';
import { patched } from '../patch.ts';
import { checkTemplates } from '../template/check.ts';

export const updateIntegrationResponse: Operation<
  ApiGateway,
  UpdateIntegrationResponseRequest,
  IntegrationResponse
> = (gateway, input, call) => {
  const named = namedMethod(gateway, call, input);
  const { methodIntegration: integration, methodResponses } = named.method;
  if (integration === undefined) throw invalidIdentifier('Integration');
  const { statusCode = '' } = input;
  const standing = integration.integrationResponses?.[statusCode];
  if (standing === undefined) throw invalidIdentifier('Response status code');
  const response = patched(standing, input.patchOperations, INTEGRATION_RESPONSE_RULES);
  checkContentHandling(response);
  checkSelectionPattern(response);
  checkTemplates(response.responseTemplates);
  checkMappings(response.responseParameters, methodResponses?.[statusCode]?.responseParameters, 'response');
  const integrationResponses = { ...integration.integrationResponses, [statusCode]: response };
  keepMethod(gateway, named, {
    ...named.method,
    methodIntegration: { ...integration, integrationResponses },
  });
  return response;
};
