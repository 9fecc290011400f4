import type { DisableAlarmActionsInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../kernel/operation.ts';
import { switchActions } from '../alarm-actions.ts';
import type { CloudWatch } from '../cloudwatch.ts';

export const disableAlarmActions: Operation<CloudWatch, DisableAlarmActionsInput, object> = (
  cloudwatch,
  input,
  call,
) => {
  switchActions(cloudwatch, call, input.AlarmNames ?? [], false);
  return {};
};
