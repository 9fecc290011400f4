import type { GetTagsRequest, Tags } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { tagged } from '../tagged.ts';

export const getTags: Operation<ApiGateway, GetTagsRequest, Tags> = (gateway, input, call) => {
  admit(call, `/tags/${input.resourceArn}`);
  return { tags: { ...tagged(gateway, call.scope, input.resourceArn).tags } };
};
