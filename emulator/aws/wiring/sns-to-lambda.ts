/**
 * SNS invokes functions asynchronously, judged by the function's policy with the topic as `aws:SourceArn`. From there on
 * the function's own retries and destinations count; SNS has delivered when the invocation is queued. A function that is
 * gone, or does not let SNS in, is not tried again.
 */
import type { Kernel } from '../kernel/kernel.ts';
import type { Principal } from '../kernel/scope.ts';
import type { Sns } from '../services/sns/sns.ts';

export function snsToLambda({ sns }: { readonly sns: Sns }, kernel: Kernel): void {
  sns.deliveries.carry('lambda', ({ endpoint: functionArn, body: payload, topic, cause }) => {
    const functions = kernel.ports.find('functions');
    const principal: Principal = {
      kind: 'service',
      service: 'sns.amazonaws.com',
      sourceArn: topic.arn,
      sourceAccount: topic.owner,
    };
    if (!functions?.permits(functionArn, principal)) {
      return { failure: `${functionArn} does not exist or does not let the topic invoke it`, retry: false };
    }
    kernel.store.transact(() => functions.invokeLater({ functionArn, principal, payload, cause }));
    return 'delivered';
  });
}
