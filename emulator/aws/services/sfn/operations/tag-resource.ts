import type { TagResourceInput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../kernel/operation.ts';
import type { Sfn } from '../sfn.ts';
import { openTagged, readTags } from '../tags.ts';

export const tagResource: Operation<Sfn, TagResourceInput, object> = (sfn, input, call) => {
  const machine = openTagged(sfn, input.resourceArn, 'states:TagResource', call);
  sfn.machines.tag(machine, { ...machine.tags, ...readTags(input.tags) });
  return {};
};
