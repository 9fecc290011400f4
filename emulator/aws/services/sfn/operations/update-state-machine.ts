import type { UpdateStateMachineInput, UpdateStateMachineOutput } from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { openMachine } from '../addressing.ts';
import { checkDefinition, checkRole, settingsOf } from '../draft.ts';
import { missingParameter } from '../errors.ts';
import type { RevisionSettings } from '../machine.ts';
import type { Sfn } from '../sfn.ts';

/** Executions that run keep the revision they were started with. */
export const updateStateMachine: Operation<Sfn, UpdateStateMachineInput, UpdateStateMachineOutput> = (
  sfn,
  input,
  call,
) => {
  const { machine } = openMachine(sfn, input.stateMachineArn, 'states:UpdateStateMachine', call);
  const { definition, roleArn, loggingConfiguration: logging, tracingConfiguration: tracing } = input;
  if (
    [definition, roleArn, logging, tracing].every((given) => given === undefined) &&
    input.publish !== true
  ) {
    throw missingParameter(
      'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
    );
  }
  const before = sfn.machines.revision(machine.revision);
  const draft = {
    role: roleArn === undefined ? before.role : checkRole(roleArn),
    definition: definition === undefined ? before.definition : checkDefinition(definition, machine.express),
    settings: { ...(JSON.parse(before.settings) as RevisionSettings), ...settingsOf(input) },
    revisionId: sfn.kernel.ids.uuid(),
  };
  const version = sfn.kernel.store.transact(() => {
    const updated = sfn.machines.update(machine, draft, call.now);
    return input.publish === true
      ? sfn.machines.publish(updated, input.versionDescription, call.now)
      : undefined;
  });
  return {
    updateDate: toDate(call.now),
    revisionId: draft.revisionId,
    ...(version !== undefined && { stateMachineVersionArn: `${machine.arn}:${version.version}` }),
  };
};
