import type { DeleteAlarmsInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../kernel/operation.ts';
import { alarmArn } from '../alarm.ts';
import { allow } from '../access.ts';
import type { CloudWatch } from '../cloudwatch.ts';

/** DeleteAlarms: all of them, or, when one is not there, none. */
export const deleteAlarms: Operation<CloudWatch, DeleteAlarmsInput, object> = (cloudwatch, input, call) => {
  const names = [...new Set(input.AlarmNames)];
  for (const name of names) allow(call, alarmArn({ scope: call.scope, name }));
  const alarms = names.map((name) => cloudwatch.alarms.get(call.scope, name));
  call.kernel.store.transact(() => {
    for (const alarm of alarms) {
      const { name } = alarm;
      const data = { version: '1.0', type: 'Delete', deletedAlarm: alarm.definition };
      const entry = { type: 'ConfigurationUpdate', summary: `Alarm "${name}" deleted`, data } as const;
      cloudwatch.history.add(alarm, entry, call.now);
      cloudwatch.alarms.remove(alarm);
    }
  });
  for (const { id } of alarms) cloudwatch.watch.forget(id);
  return {};
};
