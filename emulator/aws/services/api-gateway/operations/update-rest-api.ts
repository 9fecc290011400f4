import type { RestApi, UpdateRestApiRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';
import { patched } from '../patch.ts';
import { checkRestApi, readPolicy, REST_API_RULES, restApiOutput } from '../rest-api-output.ts';

export const updateRestApi: Operation<ApiGateway, UpdateRestApiRequest, RestApi> = (gateway, input, call) => {
  const api = namedApi(gateway, call, input.restApiId);
  const settings = patched(api.settings, input.patchOperations, REST_API_RULES);
  checkRestApi(settings);
  settings.policy = readPolicy(settings.policy, api.scope, api.apiId);
  gateway.apis.update(api, settings);
  return { ...restApiOutput({ ...api, settings }), tags: settings.tags };
};
