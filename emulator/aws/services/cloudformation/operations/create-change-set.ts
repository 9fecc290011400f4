import type { CreateChangeSetInput, CreateChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Call, Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { changeable } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { draftVersion, effectOf, refuseOptions } from '../draft.ts';
import { alreadyExists, validationError } from '../errors.ts';
import { newIdentity } from '../new-stack.ts';
import type { Stack } from '../stacks.ts';
import { checkUpdatable } from '../updating.ts';

/** Recorded with the CLI's `deploy`, which takes this text for "nothing to do". */
const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/**
 * Change sets are complete at once, where AWS takes seconds. For a new stack, the stack waits in REVIEW_IN_PROGRESS.
 * Gap: no stack nests here, so IncludeNestedStacks changes nothing, and is told as false.
 */
export const createChangeSet: Operation<CloudFormation, CreateChangeSetInput, CreateChangeSetOutput> = async (
  cloudformation,
  input,
  call,
) => {
  const { kernel, stacks, changeSets } = cloudformation;
  const { ChangeSetName: name = '', StackName = '', ChangeSetType: kind = 'UPDATE' } = input;
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  if (kind !== 'CREATE' && kind !== 'UPDATE')
    throw notImplemented('cloudformation', `change sets of type ${kind}`);
  refuseOptions(input, 'CreateChangeSet', ['IncludeNestedStacks']);
  const there = stacks.find(call.scope, StackName);
  const standing = standingFor(cloudformation, kind, input, there, call);
  const identity = there ?? newIdentity(cloudformation, StackName, input.NotificationARNs ?? [], call);
  const named = { arn: identity.arn, name: identity.name, notificationArns: input.NotificationARNs ?? [] };
  const version = await draftVersion(cloudformation, input, named, call, standing);
  const set = arn('cloudformation', call.scope, `changeSet/${name}/${kernel.ids.uuid()}`);
  kernel.store.transact(() => {
    if (there === undefined) {
      // What the stack is until the change set is executed: nothing.
      stacks.create(call.scope, { ...named, ...version }, call.now);
      const event = { id: kernel.ids.uuid(), at: call.now };
      stacks.setStatus(named, 'REVIEW_IN_PROGRESS', 'User Initiated', event);
    }
    if (changeSets.list(named.arn).some((one) => one.name === name)) throw alreadyExists(name, 'ChangeSet');
    const { changes, none } = effectOf(cloudformation, stacks.get(named.arn), version, call.scope);
    const empty = none && kind === 'UPDATE';
    changeSets.add({
      arn: set,
      stack: named.arn,
      name,
      kind,
      status: empty ? 'FAILED' : 'CREATE_COMPLETE',
      reason: empty ? NO_CHANGES : null,
      execution: empty ? 'UNAVAILABLE' : 'AVAILABLE',
      description: input.Description,
      version,
      changes,
      created: call.now,
    });
  });
  return { Id: set, StackId: named.arn };
};

/** The stack whose version the change set starts from. @throws AwsError ValidationError */
function standingFor(
  cloudformation: CloudFormation,
  kind: 'CREATE' | 'UPDATE',
  { StackName }: CreateChangeSetInput,
  there: Stack | undefined,
  call: Call,
): Stack | undefined {
  if (kind === 'UPDATE') {
    const stack = changeable(cloudformation, StackName, call);
    checkUpdatable(stack);
    return stack;
  }
  if (there !== undefined && there.status !== 'REVIEW_IN_PROGRESS') {
    throw validationError(
      `Stack [${StackName}] already exists and cannot be created again with the changeSet [${StackName}].`,
    );
  }
  return undefined;
}
