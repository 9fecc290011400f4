/** What an update would do to a stack's resources, told before it does it. */
import type { Plan } from './plan.ts';
import type { ResourceType } from './resources/resource-type.ts';
import { resourceType } from './resources/resource-types.ts';
import { isGone, type StackResource } from './stack-resources.ts';
import { UNKNOWN } from './template/evaluation.ts';
import type { JsonObject } from './template/json.ts';

export interface ResourceChange {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly physicalId: string | undefined;
  readonly type: string;
  readonly replacement?: 'Conditional' | 'False' | 'True';
  /** Names of the properties that change. */
  readonly properties: readonly string[];
}

/** Names of properties that have another value than before. */
export function changedProperties(before: JsonObject, after: JsonObject): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** Whether such a change takes another resource. */
export function replacementOf(definition: ResourceType, changed: readonly string[]): boolean {
  const { createOnly = [] } = definition;
  return definition.update === undefined || changed.some((name) => createOnly.includes(name));
}

/**
 * @param planned a plan whose `made` tells what is there, but knows nothing of resources in `unsettled`
 * @param unsettled filled with the resources whose values nobody can know yet
 */
export function resourceChanges(
  planned: Plan,
  present: readonly StackResource[],
  unsettled: Set<string>,
): readonly ResourceChange[] {
  const there = new Map(present.filter((one) => !isGone(one)).map((one) => [one.logicalId, one]));
  const changes: ResourceChange[] = [];
  for (const { logicalId, type, properties } of planned.resources) {
    const current = there.get(logicalId);
    there.delete(logicalId);
    if (current === undefined) {
      unsettled.add(logicalId);
      changes.push({ action: 'Add', logicalId, physicalId: undefined, type, properties: [] });
      continue;
    }
    const wanted = planned.evaluation.object(properties);
    const changed = changedProperties(current.properties, wanted);
    if (changed.length === 0) continue;
    const replacement = replacementIn(resourceType(type)!, changed, wanted);
    if (replacement !== 'False') unsettled.add(logicalId);
    const { physicalId } = current;
    changes.push({ action: 'Modify', logicalId, physicalId, type, replacement, properties: changed });
  }
  for (const { logicalId, physicalId, type } of there.values()) {
    changes.push({ action: 'Remove', logicalId, physicalId, type, properties: [] });
  }
  return changes;
}

/** Conditional when it hangs on values that are known only once others have changed. */
function replacementIn(definition: ResourceType, changed: readonly string[], wanted: JsonObject) {
  if (!replacementOf(definition, changed)) return 'False';
  const certain = changed.filter((name) => !(JSON.stringify(wanted[name]) ?? '').includes(UNKNOWN));
  return certain.length > 0 && replacementOf(definition, certain) ? 'True' : 'Conditional';
}
