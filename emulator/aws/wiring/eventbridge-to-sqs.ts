/**
 * EventBridge sends events to queues, targets and dead-letter queues, judged by the queue's policy with the rule as
 * `aws:SourceArn`, or by the rights of the target's role.
 */
import type { Wiring } from '../cloud.ts';

export const eventBridgeToSqs: Wiring = ({ eventbridge, sqs }) => {
  eventbridge.deliveries.carry(
    'sqs',
    ({ target, targetArn, body, attributes, ruleArn, principal, cause }) => {
      if (!sqs.exists(targetArn)) {
        return { code: 'NO_RESOURCE', message: 'The specified queue does not exist.', retry: false };
      }
      const outcome = sqs.deliver({
        queueArn: targetArn,
        body,
        attributes: Object.fromEntries(
          Object.entries(attributes).map(([name, StringValue]) => [
            name,
            { DataType: 'String', StringValue },
          ]),
        ),
        ...(target.SqsParameters?.MessageGroupId !== undefined && {
          messageGroupId: target.SqsParameters.MessageGroupId,
        }),
        principal,
        sourceArn: ruleArn,
        cause,
      });
      if (outcome === 'delivered') return outcome;
      const { code: name, message } = outcome.error;
      const denied = name.startsWith('AccessDenied') || name.startsWith('KMS');
      return { code: denied ? 'NO_PERMISSIONS' : 'INVALID_PARAMETER', message, retry: false };
    },
  );
};
