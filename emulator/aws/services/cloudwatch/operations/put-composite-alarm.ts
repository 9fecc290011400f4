import type { PutCompositeAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../kernel/operation.ts';
import { alarmArn, isCompositeAlarm } from '../alarm.ts';
import { readAlarmName, readCompositeAlarm } from '../alarm-input.ts';
import { alarmsIn, parseAlarmRule } from '../alarm-rule.ts';
import { allow } from '../access.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { validationError } from '../errors.ts';
import { storeAlarm } from '../stored-alarm.ts';

/** PutCompositeAlarm: evaluated at once, and then whenever an alarm of its rule changes state. */
export const putCompositeAlarm: Operation<CloudWatch, PutCompositeAlarmInput, object> = (
  cloudwatch,
  input,
  call,
) => {
  const name = readAlarmName(input.AlarmName);
  allow(call, alarmArn({ scope: call.scope, name }));
  const definition = readCompositeAlarm(input);
  const missing = alarmsIn(parseAlarmRule(definition.rule)).filter(
    (child) => child !== name && cloudwatch.alarms.find(call.scope, child) === undefined,
  );
  if (missing.length > 0) {
    throw validationError(
      `Could not save the composite alarm as alarms [${missing.join(', ')}] in the alarm rule do not exist`,
    );
  }
  call.kernel.store.transact(() => {
    const alarm = storeAlarm(cloudwatch, call, name, definition, input);
    if (isCompositeAlarm(alarm)) cloudwatch.states.weigh(alarm, call.seq, call.now);
  });
  return {};
};
