import type { GetMethodRequest, Method } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedMethod } from '../request.ts';

export const getMethod: Operation<ApiGateway, GetMethodRequest, Method> = (gateway, input, call) => {
  return namedMethod(gateway, call, input).method;
};
