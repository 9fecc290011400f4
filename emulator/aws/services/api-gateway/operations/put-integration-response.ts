import type { IntegrationResponse, PutIntegrationResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { keepMethod, namedMethod } from '../request.ts';
import { invalidIdentifier } from '../errors.ts';
import { checkContentHandling, checkMappings, checkSelectionPattern, checkContentTypes } from '../methods.ts';
import { checkTemplates } from '../template/check.ts';

export const putIntegrationResponse: Operation<
  ApiGateway,
  PutIntegrationResponseRequest,
  IntegrationResponse
> = (gateway, input, call) => {
  const named = namedMethod(gateway, call, input);
  const { methodIntegration: integration, methodResponses } = named.method;
  if (integration === undefined) throw invalidIdentifier('Integration');
  const { statusCode = '', selectionPattern, responseParameters, responseTemplates, contentHandling } = input;
  const response = { statusCode, selectionPattern, responseParameters, responseTemplates, contentHandling };
  checkContentHandling(response);
  checkSelectionPattern(response);
  checkContentTypes(responseTemplates);
  checkTemplates(responseTemplates);
  checkMappings(responseParameters, methodResponses?.[statusCode]?.responseParameters, 'response');
  const integrationResponses = { ...integration.integrationResponses, [statusCode]: response };
  keepMethod(gateway, named, {
    ...named.method,
    methodIntegration: { ...integration, integrationResponses },
  });
  return response;
};
