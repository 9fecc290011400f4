import type { SetAlarmStateInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../kernel/operation.ts';
import { alarmArn, type AlarmState } from '../alarm.ts';
import { readAlarmName } from '../alarm-input.ts';
import { allow } from '../access.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { constraint, missingParameter, validationError } from '../errors.ts';

const STATES: readonly string[] = ['INSUFFICIENT_DATA', 'ALARM', 'OK'];

/** SetAlarmState: for as long as the alarm's next evaluation does not say otherwise. */
export const setAlarmState: Operation<CloudWatch, SetAlarmStateInput, object> = (cloudwatch, input, call) => {
  const name = readAlarmName(input.AlarmName);
  const { StateValue: state = '', StateReason: reason, StateReasonData: reasonData } = input;
  if (!STATES.includes(state)) {
    throw constraint(state, 'stateValue', `satisfy enum value set: [${STATES.join(', ')}]`);
  }
  if (reason === undefined) throw missingParameter('StateReason');
  if (reasonData !== undefined && !isJson(reasonData))
    throw validationError('StateReasonData must be valid JSON.');
  allow(call, alarmArn({ scope: call.scope, name }));
  const alarm = cloudwatch.alarms.get(call.scope, name);
  cloudwatch.states.enter(alarm, { state: state as AlarmState, reason, reasonData }, call.seq, call.now);
  cloudwatch.watch.lookSoon(alarm.id);
  return {};
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
