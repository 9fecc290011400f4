/** The order in which resources are created: each after those it refers to or depends on. */
import { templateError, validationError } from '../errors.ts';
import { referencesIn } from './references.ts';
import type { Resource, Template } from './template.ts';

const PSEUDO = /^AWS::(AccountId|NoValue|NotificationARNs|Partition|Region|StackId|StackName|URLSuffix)$/;

/**
 * All resources, whatever their conditions say, in an order that creation can follow.
 *
 * @throws AwsError ValidationError for names that nothing bears, and for resources that wait for each other
 */
export function creationOrder(template: Template): readonly Resource[] {
  const { resources } = template;
  const waiting = new Map<string, ReadonlySet<string>>();
  for (const resource of resources.values()) {
    waiting.set(resource.logicalId, new Set(dependencies(template, resource)));
  }
  checkOutputs(template);
  const order: Resource[] = [];
  const done = new Set<string>();
  while (done.size < resources.size) {
    const ready = [...resources.values()].filter(
      ({ logicalId }) => !done.has(logicalId) && [...waiting.get(logicalId)!].every((name) => done.has(name)),
    );
    if (ready.length === 0) {
      const stuck = [...resources.keys()].filter((name) => !done.has(name));
      throw validationError(`Circular dependency between resources: [${stuck.join(', ')}]`);
    }
    order.push(...ready);
    for (const { logicalId } of ready) done.add(logicalId);
  }
  return order;
}

function dependencies(template: Template, { properties, dependsOn, condition }: Resource): string[] {
  const { refs, resources, conditions } = referencesIn(properties);
  const needed = new Set([...resources, ...dependsOn]);
  for (const name of refs) if (!isParameter(template, name)) needed.add(name);
  const missing = [...needed].filter((name) => !template.resources.has(name));
  if (missing.length > 0) throw unresolved(missing, 'Resources');
  checkConditions(template, condition === undefined ? conditions : [...conditions, condition]);
  return [...needed];
}

function checkOutputs(template: Template): void {
  for (const { value, condition, exportName = '' } of template.outputs) {
    const { refs, resources, conditions } = referencesIn([value, exportName]);
    const missing = [...refs, ...resources].filter(
      (name) => !template.resources.has(name) && !(refs.has(name) && isParameter(template, name)),
    );
    if (missing.length > 0) throw unresolved(missing, 'Outputs');
    checkConditions(template, condition === undefined ? conditions : [...conditions, condition]);
  }
}

function checkConditions({ conditions }: Template, names: Iterable<string>): void {
  for (const name of names) {
    if (!Object.hasOwn(conditions, name)) throw templateError(`Unresolved condition dependency ${name}`);
  }
}

const isParameter = ({ parameters }: Template, name: string): boolean =>
  Object.hasOwn(parameters, name) || PSEUDO.test(name);

const unresolved = (names: readonly string[], block: string): Error =>
  templateError(
    `Unresolved resource dependencies [${names.join(', ')}] in the ${block} block of the template`,
  );
