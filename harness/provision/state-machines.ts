import type { SFN } from '@aws-sdk/client-sfn';
import type { StateMachineSpec } from '#pipeline';
import { changed, found, sameAttribute, type Change } from './change.ts';

/** Makes a state machine what its description says. */
export async function ensureStateMachine(
  sfn: SFN,
  spec: StateMachineSpec,
  { arn: stateMachineArn, roleArn }: { readonly arn: string; readonly roleArn: string },
): Promise<Change> {
  const { name } = spec;
  const definition = JSON.stringify(spec.definition);
  const standing = await found(sfn.describeStateMachine({ stateMachineArn }), 'StateMachineDoesNotExist');
  if (standing === undefined) {
    await sfn.createStateMachine({ name, definition, roleArn });
    return { kind: 'state machine', name, outcome: 'created' };
  }
  const parts = [
    ...(sameAttribute(definition, standing.definition) ? [] : ['definition']),
    ...(standing.roleArn === roleArn ? [] : ['role']),
  ];
  if (parts.length > 0) await sfn.updateStateMachine({ stateMachineArn, definition, roleArn });
  return changed('state machine', name, parts);
}
