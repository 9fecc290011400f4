import type { AddTagsToResourceRequest } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../kernel/operation.ts';
import type { Ssm } from '../ssm.ts';
import { taggedParameter } from '../tagged-parameter.ts';
import { withTags } from '../tags.ts';

export const addTagsToResource: Operation<Ssm, AddTagsToResourceRequest, object> = (ssm, input, call) => {
  const parameter = taggedParameter(ssm, call, input, 'ssm:AddTagsToResource');
  ssm.parameters.tag(parameter, withTags(parameter.tags, input.Tags));
  return {};
};
