import type { GetRestApisRequest, RestApis } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { page } from '../pages.ts';
import { restApiOutput } from '../rest-api-output.ts';

export const getRestApis: Operation<ApiGateway, GetRestApisRequest, RestApis> = (gateway, input, call) => {
  admit(call, '/restapis');
  const { items, position } = page(gateway.apis.list(call.scope), input);
  return { items: items.map(restApiOutput), position };
};
