/**
 * EventBridge invokes functions asynchronously, judged by the function's policy with the rule as `aws:SourceArn`. From
 * there on the function's own retries and destinations count.
 */
import type { Wiring } from '../cloud.ts';

export const eventBridgeToLambda: Wiring = ({ eventbridge }, { ports, store }) => {
  eventbridge.deliveries.carry('lambda', ({ targetArn: functionArn, body: payload, principal, cause }) => {
    const functions = ports.find('functions');
    if (functions?.permits(functionArn, principal) !== true) {
      const message = `${functionArn} does not exist or does not let the rule invoke it`;
      return { code: 'NO_PERMISSIONS', message, retry: false };
    }
    store.transact(() => functions.invokeLater({ functionArn, principal, payload, cause }));
    return 'delivered';
  });
};
