import type { EndpointType, ImportRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { readDefinition } from '../openapi/definition.ts';
import { importDefinition } from '../openapi/import.ts';
import { importParameters } from '../openapi/request.ts';
import { admit } from '../request.ts';
import { importOutput, newSettings } from '../rest-api-output.ts';

export const importRestApi: Operation<ApiGateway, ImportRestApiRequest, RestApi> = async (
  gateway,
  input,
  call,
) => {
  admit(call, '/restapis');
  const { basepath, endpointConfigurationTypes: types } = importParameters(input.parameters, call);
  const definition = readDefinition(input.body ?? new Uint8Array(), basepath);
  const apiId = gateway.newId(10);
  const rootResourceId = gateway.newId(10);
  const endpointConfiguration =
    types === undefined ? undefined : { types: types.split(',') as EndpointType[] };
  const settings = newSettings(
    { name: definition.title, endpointConfiguration },
    { rootResourceId, createdAt: call.now },
  );
  const api = { apiId, scope: call.scope, settings };
  const imported = await importDefinition(gateway, {
    api,
    definition,
    mode: 'overwrite',
    failOnWarnings: input.failOnWarnings ?? false,
    create() {
      gateway.apis.create(api);
      gateway.resources.put(apiId, { id: rootResourceId, path: '/', resourceMethods: {} });
    },
  });
  call.touches(apiId);
  return importOutput(imported);
};
