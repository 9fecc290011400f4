import type { EnableAlarmActionsInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../kernel/operation.ts';
import { alarmArn } from '../alarm.ts';
import { allow } from '../access.ts';
import type { CloudWatch } from '../cloudwatch.ts';

/** EnableAlarmActions: names of alarms that are not there are passed over. */
export const enableAlarmActions: Operation<CloudWatch, EnableAlarmActionsInput, object> = (
  cloudwatch,
  input,
  call,
) => {
  const names = input.AlarmNames ?? [];
  for (const name of names) allow(call, alarmArn({ scope: call.scope, name }));
  call.kernel.store.transact(() => {
    for (const name of names) {
      const alarm = cloudwatch.alarms.find(call.scope, name);
      if (alarm !== undefined) cloudwatch.alarms.enableActions(alarm, true);
    }
  });
  return {};
};
