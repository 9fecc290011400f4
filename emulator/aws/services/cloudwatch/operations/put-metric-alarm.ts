import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../kernel/operation.ts';
import { alarmArn, isMetricAlarm } from '../alarm.ts';
import { readAlarmName, readMetricAlarm } from '../alarm-input.ts';
import { allow } from '../access.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { storeAlarm } from '../stored-alarm.ts';

/** PutMetricAlarm: an alarm that exists keeps its state until it is next evaluated. */
export const putMetricAlarm: Operation<CloudWatch, PutMetricAlarmInput, object> = (
  cloudwatch,
  input,
  call,
) => {
  const name = readAlarmName(input.AlarmName);
  allow(call, alarmArn({ scope: call.scope, name }));
  const definition = readMetricAlarm(call.scope, input);
  const alarm = call.kernel.store.transact(() => storeAlarm(cloudwatch, call, name, definition, input));
  if (isMetricAlarm(alarm)) cloudwatch.watch.watch(alarm);
  return {};
};
