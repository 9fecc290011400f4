import type { RemoveTagsFromResourceRequest } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../kernel/operation.ts';
import type { Ssm } from '../ssm.ts';
import { taggedParameter } from '../tagged-parameter.ts';

export const removeTagsFromResource: Operation<Ssm, RemoveTagsFromResourceRequest, object> = (
  ssm,
  input,
  call,
) => {
  const parameter = taggedParameter(ssm, call, input, 'ssm:RemoveTagsFromResource');
  const removed = new Set(input.TagKeys);
  const kept = Object.entries(parameter.tags).filter(([key]) => !removed.has(key));
  ssm.parameters.tag(parameter, Object.fromEntries(kept));
  return {};
};
