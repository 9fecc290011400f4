import type { Call } from '../../kernel/operation.ts';
import { allow } from './access.ts';
import { alarmArn } from './alarm.ts';
import type { CloudWatch } from './cloudwatch.ts';

/** Switches the actions of alarms on or off. Names of alarms that are not there are passed over. */
export function switchActions(
  cloudwatch: CloudWatch,
  call: Call,
  names: readonly string[],
  enabled: boolean,
): void {
  for (const name of names) allow(call, alarmArn({ scope: call.scope, name }));
  call.kernel.store.transact(() => {
    for (const name of names) {
      const alarm = cloudwatch.alarms.find(call.scope, name);
      if (alarm !== undefined) cloudwatch.alarms.enableActions(alarm, enabled);
    }
  });
}
