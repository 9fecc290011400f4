import type { ListTagsForResourceRequest, ListTagsForResourceResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../kernel/operation.ts';
import type { Ssm } from '../ssm.ts';
import { taggedParameter } from '../tagged-parameter.ts';
import { tagList } from '../tags.ts';

export const listTagsForResource: Operation<Ssm, ListTagsForResourceRequest, ListTagsForResourceResult> = (
  ssm,
  input,
  call,
) => ({ TagList: tagList(taggedParameter(ssm, call, input, 'ssm:ListTagsForResource').tags) });
