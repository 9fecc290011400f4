/**
 * Alarms publish to topics, as `cloudwatch.amazonaws.com` on the alarm's behalf; the topic's policy decides. Evidence:
 * aws.md section F.4.
 */
import type { Wiring } from '../cloud.ts';
import { alarmArn } from '../services/cloudwatch/alarm.ts';
import { notificationSubject, notificationText } from '../services/cloudwatch/alarm-change.ts';

export const cloudwatchToSns: Wiring = ({ cloudwatch, sns }) => {
  cloudwatch.states.register('sns', (topicArn, change, cause) => {
    const message = notificationText(change);
    const sourceArn = alarmArn(change.alarm);
    const outcome = sns.publishFrom({
      topicArn,
      message,
      subject: notificationSubject(change),
      principal: {
        kind: 'service',
        service: 'cloudwatch.amazonaws.com',
        sourceArn,
        sourceAccount: change.scope.accountId,
      },
      sourceArn,
      cause,
    });
    return outcome === 'published' ? { sent: message } : { error: outcome.error.message };
  });
};
