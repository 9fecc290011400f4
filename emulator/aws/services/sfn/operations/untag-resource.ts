import type { UntagResourceInput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../kernel/operation.ts';
import type { Sfn } from '../sfn.ts';
import { openTagged } from '../tags.ts';

export const untagResource: Operation<Sfn, UntagResourceInput, object> = (sfn, input, call) => {
  const machine = openTagged(sfn, input.resourceArn, 'states:UntagResource', call);
  const gone = new Set(input.tagKeys);
  sfn.machines.tag(
    machine,
    Object.fromEntries(Object.entries(machine.tags).filter(([key]) => !gone.has(key))),
  );
  return {};
};
