import type { PutRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { readDefinition } from '../openapi/definition.ts';
import { importDefinition } from '../openapi/import.ts';
import { importMode, importParameters } from '../openapi/request.ts';
import { namedApi } from '../request.ts';
import { importOutput } from '../rest-api-output.ts';

export const putRestApi: Operation<ApiGateway, PutRestApiRequest, RestApi> = async (gateway, input, call) => {
  const api = namedApi(gateway, call, input.restApiId);
  const { basepath } = importParameters(input.parameters, call);
  const imported = await importDefinition(gateway, {
    api,
    definition: readDefinition(input.body ?? new Uint8Array(), basepath),
    mode: importMode(input.mode),
    failOnWarnings: input.failOnWarnings ?? false,
  });
  return { ...importOutput(imported), tags: api.settings.tags };
};
