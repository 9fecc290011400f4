/** Everything that can be told of a stack before it exists: what it will be made of, and whether that may be asked for. */
import { notImplemented } from '../../kernel/aws-error.ts';
import type { Ids } from '../../kernel/ids.ts';
import type { Scope } from '../../kernel/scope.ts';
import { insufficientCapabilities, templateError } from './errors.ts';
import { isElsewhere } from './resources/elsewhere.ts';
import { resourceType } from './resources/resource-types.ts';
import { Evaluation, type MadeResource } from './template/evaluation.ts';
import { creationOrder } from './template/graph.ts';
import { readParameters, type ParameterValues, type StoredValue } from './template/parameters.ts';
import { parseTemplate, type Resource, type Template } from './template/template.ts';

export interface StackIdentity {
  readonly arn: string;
  readonly name: string;
  readonly notificationArns: readonly string[];
}

export interface Plan {
  readonly template: Template;
  readonly parameters: ParameterValues;
  readonly evaluation: Evaluation;
  /** Resources whose conditions hold, in the order of their creation. */
  readonly resources: readonly Resource[];
}

/** @throws AwsError ValidationError, NotImplemented */
export function checkTemplate(text: string): Template {
  const template = parseTemplate(text);
  const unknown = [...template.resources.values()]
    .map(({ type }) => type)
    .filter((type) => resourceType(type) === undefined);
  const elsewhere = unknown.find(isElsewhere);
  if (elsewhere !== undefined) throw notImplemented('cloudformation', `resource type ${elsewhere}`);
  if (unknown.length > 0) {
    throw templateError(`Unrecognized resource types: [${[...new Set(unknown)].join(', ')}]`);
  }
  creationOrder(template);
  return template;
}

interface Planning {
  readonly template: string;
  readonly given: ReadonlyMap<string, string>;
  readonly stack: StackIdentity;
  readonly scope: Scope;
  /** What `Ref` and `Fn::GetAtt` find, as the stack grows. */
  readonly made: (logicalId: string) => MadeResource | 'unknown' | undefined;
  readonly exported: (name: string) => string | undefined;
  readonly stored: StoredValue;
}

/** @throws AwsError ValidationError */
export function planStack({ template: text, given, stack, scope, made, exported, stored }: Planning): Plan {
  const template = checkTemplate(text);
  const parameters = readParameters(template.parameters, given, stored);
  const evaluation = new Evaluation({
    template,
    parameters,
    pseudo: {
      'AWS::AccountId': scope.accountId,
      'AWS::NotificationARNs': stack.notificationArns,
      'AWS::Partition': scope.partition,
      'AWS::Region': scope.region,
      'AWS::StackId': stack.arn,
      'AWS::StackName': stack.name,
      'AWS::URLSuffix': 'amazonaws.com',
    },
    zones: ['a', 'b', 'c'].map((letter) => `${scope.region}${letter}`),
    made,
    exported,
  });
  const resources = creationOrder(template).filter(
    ({ condition }) => condition === undefined || evaluation.condition(condition),
  );
  return { template, parameters, evaluation, resources };
}

/** Which capability the template needs, if any: the strongest; and the types that need one. */
export function capabilityOf({ resources }: Pick<Template, 'resources'>): {
  readonly capability: 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM' | undefined;
  readonly types: readonly string[];
} {
  const needed = [...resources.values()].flatMap(({ type, properties }) => {
    const capability = resourceType(type)?.capability?.(properties);
    return capability === undefined ? [] : [{ type, capability }];
  });
  const strongest = needed.find(({ capability }) => capability === 'CAPABILITY_NAMED_IAM') ?? needed[0];
  return { capability: strongest?.capability, types: [...new Set(needed.map(({ type }) => type))] };
}

/** @throws AwsError InsufficientCapabilitiesException */
export function checkCapabilities(template: Template, given: readonly string[]): void {
  const { capability: needed } = capabilityOf(template);
  if (needed === undefined || given.includes('CAPABILITY_NAMED_IAM') || given.includes(needed)) return;
  throw insufficientCapabilities(needed);
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** What a resource is called that is given no name; a role or a bucket may have 64 or 63 characters. */
export function generatedName(stack: string, logicalId: string, ids: Ids): string {
  const room = 63 - 14;
  const logical = logicalId.slice(0, 24);
  return `${stack.slice(0, room - logical.length)}-${logical}-${ids.text(12, UPPER)}`;
}
