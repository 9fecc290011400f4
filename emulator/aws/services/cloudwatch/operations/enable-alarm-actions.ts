import type { EnableAlarmActionsInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../kernel/operation.ts';
import { switchActions } from '../alarm-actions.ts';
import type { CloudWatch } from '../cloudwatch.ts';

export const enableAlarmActions: Operation<CloudWatch, EnableAlarmActionsInput, object> = (
  cloudwatch,
  input,
  call,
) => {
  switchActions(cloudwatch, call, input.AlarmNames ?? [], true);
  return {};
};
