/**
 * Alarms invoke functions asynchronously, as `lambda.alarms.cloudwatch.amazonaws.com`; the function's policy decides.
 * Evidence: CloudWatch user guide "Invoke a Lambda function from an alarm", read 2026-11-20; LocalStack's recording
 * against AWS (2024-01-03).
 */
import type { Wiring } from '../cloud.ts';
import { AwsError } from '../kernel/aws-error.ts';
import { alarmArn } from '../services/cloudwatch/alarm.ts';
import { functionEvent } from '../services/cloudwatch/alarm-change.ts';

export const cloudwatchToLambda: Wiring = ({ cloudwatch }, { ports, store }) => {
  cloudwatch.states.register('lambda', (functionArn, change, cause) => {
    const payload = functionEvent(change);
    const principal = {
      kind: 'service',
      service: 'lambda.alarms.cloudwatch.amazonaws.com',
      sourceArn: alarmArn(change.alarm),
      sourceAccount: change.scope.accountId,
    } as const;
    try {
      store.transact(() => ports.find('functions')?.invokeLater({ functionArn, principal, payload, cause }));
      return { sent: payload };
    } catch (error) {
      if (error instanceof AwsError) return { error: error.message };
      throw error;
    }
  });
};
