import type { CreateStackInput, CreateStackOutput } from '@aws-sdk/client-cloudformation';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { arn as arnOf } from '../../../kernel/scope.ts';
import { allow } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { alreadyExists, validationError } from '../errors.ts';
import { checkCapabilities, planStack } from '../plan.ts';
import { templateText } from '../template-source.ts';

/** What would change what happens, and does not here. */
const REFUSED = [
  'ResourceTypes',
  'RoleARN',
  'RollbackConfiguration',
  'StackPolicyBody',
  'StackPolicyURL',
  'TimeoutInMinutes',
] as const;

export const createStack: Operation<CloudFormation, CreateStackInput, CreateStackOutput> = async (
  cloudformation,
  input,
  call,
) => {
  const { StackName: name = '' } = input;
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  const { kernel, stacks } = cloudformation;
  const arn = arnOf('cloudformation', call.scope, `stack/${name}/${kernel.ids.uuid()}`);
  call.touches(name);
  allow(call, arn);
  for (const option of REFUSED) {
    if (input[option] !== undefined) throw notImplemented('cloudformation', `CreateStack with ${option}`);
  }
  if (input.DisableRollback !== undefined && input.OnFailure !== undefined) {
    throw validationError('You may specify either DisableRollback or OnFailure, but not both.');
  }
  const template = await templateText(input, call);
  const given = new Map(
    (input.Parameters ?? []).map(({ ParameterKey: key = '', ParameterValue: value = '' }) => [key, value]),
  );
  const notificationArns = input.NotificationARNs ?? [];
  const plan = planStack(template, given, { arn, name, notificationArns }, call.scope, () => undefined);
  checkCapabilities(plan.template, input.Capabilities ?? []);
  const settings = {
    onFailure: input.OnFailure ?? (input.DisableRollback === true ? 'DO_NOTHING' : 'ROLLBACK'),
    capabilities: input.Capabilities ?? [],
    tags: (input.Tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value })),
    notificationArns,
    terminationProtection: input.EnableTerminationProtection ?? false,
    principal: call.principal,
  };
  const parameters = Object.fromEntries(
    Object.entries(plan.parameters).map(([key, { text }]) => [key, text]),
  );
  if (stacks.find(call.scope, name) !== undefined) throw alreadyExists(name);
  kernel.store.transact(() => {
    stacks.create(call.scope, { arn, name, template, parameters, settings }, call.now);
    const event = { id: kernel.ids.uuid(), at: call.now };
    stacks.setStatus({ arn, name }, 'CREATE_IN_PROGRESS', 'User Initiated', event);
    cloudformation.begin({ stack: arn, work: 'create' }, call.seq);
  });
  return { StackId: arn };
};
