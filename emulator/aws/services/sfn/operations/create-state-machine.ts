import type { CreateStateMachineInput, CreateStateMachineOutput } from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { checkDefinition, checkName, checkRole, settingsOf } from '../draft.ts';
import { constraint, machineExists, missing } from '../errors.ts';
import type { Sfn } from '../sfn.ts';
import { readTags } from '../tags.ts';

/** Creating again what is there already changes nothing (recorded 2023-06-22). */
export const createStateMachine: Operation<Sfn, CreateStateMachineInput, CreateStateMachineOutput> = (
  sfn,
  input,
  call,
) => {
  const { name, definition, roleArn, type = 'STANDARD' } = input;
  if (name === undefined) throw missing('name');
  if (definition === undefined) throw missing('definition');
  if (roleArn === undefined) throw missing('roleArn');
  if (type !== 'STANDARD' && type !== 'EXPRESS') {
    throw constraint(type, 'type', 'satisfy enum value set: [STANDARD, EXPRESS]');
  }
  const machineArn = arn('states', call.scope, `stateMachine:${checkName(name)}`);
  call.touches(name);
  call.authorize({ action: 'states:CreateStateMachine', resource: machineArn, owner: call.scope.accountId });
  const express = type === 'EXPRESS';
  const draft = {
    role: checkRole(roleArn),
    definition: checkDefinition(definition, express),
    settings: settingsOf(input),
    revisionId: sfn.kernel.ids.uuid(),
  };
  const { machine, version } = sfn.kernel.store.transact(() => {
    const existing = sfn.machines.find(call.scope, name);
    if (existing !== undefined) {
      const revision = sfn.machines.revision(existing.revision);
      const same =
        revision.definition === definition &&
        revision.role === roleArn &&
        revision.settings === JSON.stringify(draft.settings) &&
        existing.express === express;
      if (!same) throw machineExists(machineArn);
    }
    const tags = readTags(input.tags);
    const found = existing ?? sfn.machines.create(call.scope, name, { draft, express, tags, now: call.now });
    const published =
      input.publish === true ? sfn.machines.publish(found, input.versionDescription, call.now) : undefined;
    return { machine: found, version: published };
  });
  return {
    stateMachineArn: machine.arn,
    creationDate: toDate(machine.created),
    ...(version !== undefined && { stateMachineVersionArn: `${machine.arn}:${version.version}` }),
  };
};
