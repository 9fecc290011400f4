import type { UntagResourceRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { tagged } from '../tagged.ts';

export const untagResource: Operation<ApiGateway, UntagResourceRequest, object> = (gateway, input, call) => {
  admit(call, `/tags/${input.resourceArn}`);
  const { tags, setTags } = tagged(gateway, call.scope, input.resourceArn);
  const kept = Object.entries(tags).filter(([key]) => !(input.tagKeys ?? []).includes(key));
  setTags(Object.fromEntries(kept));
  return {};
};
