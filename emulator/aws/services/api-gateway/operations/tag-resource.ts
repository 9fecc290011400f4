import type { TagResourceRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { tagged } from '../tagged.ts';

export const tagResource: Operation<ApiGateway, TagResourceRequest, object> = (gateway, input, call) => {
  admit(call, `/tags/${input.resourceArn}`);
  const { tags, setTags } = tagged(gateway, call.scope, input.resourceArn);
  setTags({ ...tags, ...input.tags });
  return {};
};
