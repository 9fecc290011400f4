import type { Tag } from '@aws-sdk/client-sfn';
import type { Call } from '../../kernel/operation.ts';
import { missing, resourceNotFound } from './errors.ts';
import type { Machine } from './machine.ts';
import type { Sfn } from './sfn.ts';

export const readTags = (tags: readonly Tag[] = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value]));

export const listTags = (tags: Readonly<Record<string, string>>): Tag[] =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

/** @throws AwsError ResourceNotFound, AccessDeniedException */
export function openTagged(
  { machines }: Sfn,
  resourceArn: string | undefined,
  action: string,
  call: Call,
): Machine {
  if (resourceArn === undefined) throw missing('resourceArn');
  const machine = machines.byArn(resourceArn)?.machine;
  if (machine === undefined) throw resourceNotFound(resourceArn);
  call.touches(machine.name);
  call.authorize({ action, resource: resourceArn, owner: machine.owner });
  return machine;
}
