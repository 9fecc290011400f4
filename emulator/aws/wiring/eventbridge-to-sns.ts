/** EventBridge publishes events to topics, judged by the topic's policy with the rule as `aws:SourceArn`. */
import type { Wiring } from '../cloud.ts';

export const eventBridgeToSns: Wiring = ({ eventbridge, sns }) => {
  eventbridge.deliveries.carry('sns', ({ targetArn, body, ruleArn, principal, cause }) => {
    if (!sns.exists(targetArn)) {
      return { code: 'NO_RESOURCE', message: 'Topic does not exist', retry: false };
    }
    const outcome = sns.publishFrom({
      topicArn: targetArn,
      message: body,
      principal,
      sourceArn: ruleArn,
      cause,
    });
    if (outcome === 'published') return 'delivered';
    const { code: name, message } = outcome.error;
    const denied = name.startsWith('Authorization') || name.startsWith('KMS');
    return { code: denied ? 'NO_PERMISSIONS' : 'INVALID_PARAMETER', message, retry: false };
  });
};
