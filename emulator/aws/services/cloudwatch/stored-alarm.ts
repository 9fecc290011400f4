/** Puts an alarm's definition into the records, with the entry in its history. Part of the surrounding transaction. */
import type { Tag } from '@aws-sdk/client-cloudwatch';
import type { Call } from '../../kernel/operation.ts';
import type { Alarm, AlarmDefinition } from './alarm.ts';
import type { CloudWatch } from './cloudwatch.ts';
import { validationError } from './errors.ts';
import { readTags } from './tags.ts';

/** @throws AwsError ValidationException when the name is taken by an alarm of another kind */
export function storeAlarm(
  cloudwatch: CloudWatch,
  call: Call,
  name: string,
  definition: AlarmDefinition,
  input: { readonly ActionsEnabled?: boolean | undefined; readonly Tags?: readonly Tag[] | undefined },
): Alarm {
  const { alarms, history } = cloudwatch;
  const before = alarms.find(call.scope, name);
  if (before !== undefined && before.definition.kind !== definition.kind) {
    throw validationError(`The alarm ${name} exists and is an alarm of another type.`);
  }
  const enabled = input.ActionsEnabled ?? true;
  const alarm = alarms.put(call.scope, name, definition, enabled, readTags(input.Tags), call.now);
  const type = before === undefined ? 'Create' : 'Update';
  const data = { version: '1.0', type, [`${type.toLowerCase()}dAlarm`]: definition };
  const summary = `Alarm "${name}" ${type === 'Create' ? 'created' : 'updated'}`;
  history.add(alarm, { type: 'ConfigurationUpdate', summary, data }, call.now);
  return alarm;
}
