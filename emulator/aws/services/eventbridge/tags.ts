/** Tags of buses and rules. */
import type { Tag } from '@aws-sdk/client-eventbridge';
import type { Call } from '../../kernel/operation.ts';
import { parseArn } from '../../kernel/scope.ts';
import { busNotFound, missing, ruleNotFound } from './errors.ts';
import type { EventBridge } from './eventbridge.ts';

export type Tags = Readonly<Record<string, string>>;

export const readTags = (tags: readonly Tag[] = []): Tags =>
  Object.fromEntries(tags.map(({ Key: key = '', Value: value = '' }) => [key, value]));

export const listTags = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

interface Tagged {
  readonly tags: Tags;
  write(tags: Tags): void;
}

/** @throws AwsError ValidationException, ResourceNotFoundException, AccessDeniedException */
export function openTagged(
  { buses, rules }: EventBridge,
  resourceArn: string | undefined,
  action: string,
  call: Call,
): Tagged {
  if (resourceArn === undefined) throw missing('resourceARN');
  const { accountId = '', region = '', resource = '' } = parseArn(resourceArn) ?? {};
  const [kind, ...names] = resource.split('/');
  const name = names.at(-1) ?? '';
  const busName = kind === 'event-bus' ? name : names.length > 1 ? names[0]! : 'default';
  const bus = buses.find({ accountId, region, partition: 'aws' }, busName, call.now);
  if (bus === undefined) throw busNotFound(busName);
  call.touches(name);
  call.authorize({ action, resource: resourceArn, owner: bus.owner });
  if (kind === 'event-bus') return { tags: bus.tags, write: (tags) => buses.tag(bus, tags) };
  const rule = rules.find(bus, name);
  if (rule === undefined) throw ruleNotFound(name, busName);
  return { tags: rule.tags, write: (tags) => rules.tag(rule, tags) };
}
