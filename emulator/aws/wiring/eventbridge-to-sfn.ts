/** EventBridge starts state machines in the name of the target's role. */
import type { Wiring } from '../cloud.ts';
import { AwsError } from '../kernel/aws-error.ts';
import { parseArn } from '../kernel/scope.ts';

export const eventBridgeToSfn: Wiring = ({ eventbridge }, { ports }) => {
  eventbridge.deliveries.carry(
    'states',
    async ({ targetArn: stateMachineArn, body: input, principal, cause }) => {
      const { accountId = '', region = '' } = parseArn(stateMachineArn) ?? {};
      const scope = { accountId, region, partition: 'aws' } as const;
      try {
        const request = { service: 'sfn', operation: 'StartExecution', scope, principal, cause };
        await ports.find('calls')?.invoke({ ...request, input: { stateMachineArn, input } });
        return 'delivered';
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const { code: name, message, status } = error;
        if (name === 'StateMachineDoesNotExist') return { code: 'NO_RESOURCE', message, retry: false };
        if (name.startsWith('AccessDenied')) return { code: 'NO_PERMISSIONS', message, retry: false };
        return { code: 'ERROR_FROM_TARGET', message, retry: status >= 500 || name.includes('Throttling') };
      }
    },
  );
};
