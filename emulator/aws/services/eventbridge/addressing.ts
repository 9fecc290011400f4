/** From a request to its bus and rule, once policies let the caller act on it. */
import type { Call } from '../../kernel/operation.ts';
import { parseArn } from '../../kernel/scope.ts';
import { DEFAULT_BUS, type Bus } from './bus.ts';
import { busNotFound, constraint, missing, ruleNotFound } from './errors.ts';
import type { EventBridge } from './eventbridge.ts';
import type { Rule } from './rules.ts';

const NAME = /^[.\w-]{1,64}$/;

/**
 * The bus that a name or ARN stands for; the default one when there is none.
 *
 * @throws AwsError ResourceNotFoundException
 */
export function findBus(eventBridge: EventBridge, nameOrArn: string | undefined, call: Call): Bus {
  const name = nameOrArn ?? DEFAULT_BUS;
  const bus = name.startsWith('arn:')
    ? eventBridge.buses.byArn(name, call.now)
    : eventBridge.buses.find(call.scope, name, call.now);
  if (bus === undefined)
    throw busNotFound(name.startsWith('arn:') ? (parseArn(name)?.resource.split('/').at(-1) ?? name) : name);
  return bus;
}

/** @throws AwsError ResourceNotFoundException, AccessDeniedException */
export function openBus(
  eventBridge: EventBridge,
  nameOrArn: string | undefined,
  action: string,
  call: Call,
): Bus {
  const bus = findBus(eventBridge, nameOrArn, call);
  call.touches(bus.name);
  call.authorize({ action, resource: bus.arn, owner: bus.owner, policy: bus.policy });
  return bus;
}

/** Checks a rule's name; `parameter` as the request calls it. */
export function checkRuleName(name: string | undefined, parameter: string): asserts name is string {
  if (name === undefined) throw missing(parameter);
  if (name.length > 64) throw constraint(name, parameter, 'have length less than or equal to 64');
  if (!NAME.test(name)) {
    throw constraint(name, parameter, String.raw`satisfy regular expression pattern: [\.\-_A-Za-z0-9]+`);
  }
}

/** The bus of a rule whose name is still to be looked up; the call is judged on the rule's ARN. */
export function openRuleBus(
  eventBridge: EventBridge,
  { name, busName }: { readonly name: string; readonly busName: string | undefined },
  action: string,
  call: Call,
): Bus {
  const bus = findBus(eventBridge, busName, call);
  call.touches(name);
  call.authorize({ action, resource: bus.ruleArn(name), owner: bus.owner, policy: bus.policy });
  return bus;
}

/** @throws AwsError ValidationException, ResourceNotFoundException, AccessDeniedException */
export function openRule(
  eventBridge: EventBridge,
  {
    Name: name,
    EventBusName: busName,
  }: { readonly Name: string | undefined; readonly EventBusName: string | undefined },
  action: string,
  call: Call,
): { readonly bus: Bus; readonly rule: Rule } {
  checkRuleName(name, 'name');
  const bus = openRuleBus(eventBridge, { name, busName }, action, call);
  const rule = eventBridge.rules.find(bus, name);
  if (rule === undefined) throw ruleNotFound(name, bus.name);
  return { bus, rule };
}
