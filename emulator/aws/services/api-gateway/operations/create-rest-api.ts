import type { CreateRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { addDefaultModels } from '../models.ts';
import { admit } from '../request.ts';
import { checkRestApi, newSettings, readPolicy, restApiOutput } from '../rest-api-output.ts';

export const createRestApi: Operation<ApiGateway, CreateRestApiRequest, RestApi> = (gateway, input, call) => {
  admit(call, '/restapis');
  const apiId = gateway.newId(10);
  const rootResourceId = gateway.newId(10);
  const settings = newSettings(input, { rootResourceId, createdAt: call.now });
  checkRestApi(settings);
  settings.policy = readPolicy(input.policy, call.scope, apiId);
  const api = { apiId, scope: call.scope, settings };
  gateway.kernel.store.transact(() => {
    gateway.apis.create(api);
    gateway.resources.put(apiId, { id: rootResourceId, path: '/', resourceMethods: {} });
    addDefaultModels(gateway, apiId);
  });
  call.touches(apiId);
  return restApiOutput(api);
};
