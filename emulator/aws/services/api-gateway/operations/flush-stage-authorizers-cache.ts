import type { FlushStageAuthorizersCacheRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { namedApi } from '../request.ts';

export const flushStageAuthorizersCache: Operation<ApiGateway, FlushStageAuthorizersCacheRequest, object> = (
  gateway,
  input,
  call,
) => {
  const api = namedApi(gateway, call, input.restApiId);
  const { stageName } = gateway.stage(api, input.stageName ?? '');
  gateway.authorizations.flush(`${api.apiId}/${stageName}/`);
  return {};
};
