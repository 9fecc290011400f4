/** A stack's coming version out of a request, checked against everything that can be known beforehand. */
import type { Capability, Parameter, Tag } from '@aws-sdk/client-cloudformation';
import { notImplemented } from '../../kernel/aws-error.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Call } from '../../kernel/operation.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { CloudFormation } from './cloudformation.ts';
import { validationError } from './errors.ts';
import { outputsOf } from './outputs.ts';
import { checkCapabilities, planStack, type Plan, type StackIdentity } from './plan.ts';
import { resourceChanges, type ResourceChange } from './resource-changes.ts';
import { isGone, type StackResource } from './stack-resources.ts';
import type { Stack, StackSettings, StackVersion } from './stacks.ts';
import { checkRules } from './template/rules.ts';
import type { StoredValue } from './template/parameters.ts';
import { actor } from './stack-role.ts';
import { templateText } from './template-source.ts';

/** What the requests for new and changed stacks and for change sets have in common. */
interface Draftable {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
  readonly UsePreviousTemplate?: boolean | undefined;
  readonly Parameters?: Parameter[] | undefined;
  readonly Capabilities?: Capability[] | undefined;
  readonly NotificationARNs?: string[] | undefined;
  readonly RoleARN?: string | undefined;
  readonly Tags?: Tag[] | undefined;
}

/** What would change what happens, and does not here. */
const REFUSED = [
  'DisableRollback',
  'IncludeNestedStacks',
  'OnStackFailure',
  'ResourceTypes',
  'ResourcesToImport',
  'RetainExceptOnCreate',
  'RollbackConfiguration',
  'StackPolicyBody',
  'StackPolicyDuringUpdateBody',
  'StackPolicyDuringUpdateURL',
  'StackPolicyURL',
  'TimeoutInMinutes',
] as const;

/** @throws AwsError NotImplemented for what would change what happens, unless it says what happens anyway */
export function refuseOptions(input: object, operation: string, except: readonly string[] = []): void {
  for (const option of REFUSED) {
    const value = (input as Record<string, unknown>)[option];
    if (except.includes(option) || value === undefined || value === false) continue;
    throw notImplemented('cloudformation', `${operation} with ${option}`);
  }
}

/**
 * @param current the version that stands, for what the request leaves as it is
 * @throws AwsError ValidationError, InsufficientCapabilitiesException
 */
export async function draftVersion(
  { exports, kernel }: CloudFormation,
  input: Draftable,
  stack: StackIdentity,
  call: Call,
  current: StackVersion | undefined,
  settings: Partial<StackSettings> = {},
): Promise<StackVersion> {
  const template =
    input.UsePreviousTemplate === true && current !== undefined
      ? current.template
      : await templateText(input, call);
  const given = new Map<string, string>();
  for (const { ParameterKey: key = '', ParameterValue: value = '', UsePreviousValue } of input.Parameters ??
    []) {
    const before = current?.parameters[key];
    if (UsePreviousValue !== true) given.set(key, value);
    else if (before !== undefined) given.set(key, before);
    else
      throw validationError(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
      );
  }
  const notificationArns = input.NotificationARNs ?? current?.settings.notificationArns ?? [];
  const plan = planStack({
    template,
    given,
    stack: { ...stack, notificationArns },
    scope: call.scope,
    made: () => 'unknown',
    exported: (name) => exports.find(call.scope, name)?.value,
    stored: storedValues(kernel, call.scope),
  });
  checkRules(plan.template, plan.evaluation);
  const capabilities = input.Capabilities ?? [];
  checkCapabilities(plan.template, capabilities);
  const tags = input.Tags?.map(({ Key = '', Value = '' }) => ({ Key, Value }));
  return {
    template,
    parameters: Object.fromEntries(Object.entries(plan.parameters).map(([key, { text }]) => [key, text])),
    settings: {
      onFailure: 'ROLLBACK',
      terminationProtection: false,
      ...current?.settings,
      ...settings,
      capabilities,
      tags: tags ?? current?.settings.tags ?? [],
      notificationArns,
      ...actor(call, input.RoleARN ?? current?.settings.roleArn),
    },
  };
}

const storedValues =
  ({ ports }: Kernel, scope: Scope): StoredValue =>
  (name) =>
    ports.find('parameters')?.value(scope, name);

/** What bringing a version about would do. */
interface Effect {
  readonly changes: readonly ResourceChange[];
  /** Nothing at all: neither resources nor outputs nor tags. */
  readonly none: boolean;
}

/** @throws AwsError ValidationError */
export function effectOf(
  { exports, kernel, resources }: CloudFormation,
  stack: Stack,
  { template, parameters, settings }: StackVersion,
  scope: Scope,
): Effect {
  const unsettled = new Set<string>();
  const { arn, name } = stack;
  const plan = planStack({
    template,
    given: new Map(Object.entries(parameters)),
    stack: { arn, name, notificationArns: settings.notificationArns },
    scope,
    made: (id) => (unsettled.has(id) ? 'unknown' : (resources.made(arn, id) ?? 'unknown')),
    exported: (wanted) => exports.find(scope, wanted)?.value,
    stored: storedValues(kernel, scope),
  });
  const present = resources.list(arn).filter((one) => !isGone(one));
  checkTypes(plan, present);
  const changes = resourceChanges(plan, present, unsettled);
  const kept = [stack.outputs, stack.settings.tags, stack.settings.notificationArns];
  const coming = [outputsOf(plan), settings.tags, settings.notificationArns];
  return { changes, none: changes.length === 0 && JSON.stringify(kept) === JSON.stringify(coming) };
}

function checkTypes({ resources }: Plan, present: readonly StackResource[]): void {
  const types = new Map(present.map(({ logicalId, type }) => [logicalId, type]));
  const retyped = resources.filter(({ logicalId, type }) => (types.get(logicalId) ?? type) !== type);
  if (retyped.length === 0) return;
  const names = retyped.map(({ logicalId }) => logicalId).join(', ');
  throw validationError(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${names}]`,
  );
}
