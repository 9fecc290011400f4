/** EventBridge writes events into log groups, one stream per event, as the console sets it up for watching a bus. */
import type { Wiring } from '../cloud.ts';
import { parseArn } from '../kernel/scope.ts';

export const eventBridgeToLogs: Wiring = ({ eventbridge }, { clock, ids, ports }) => {
  eventbridge.deliveries.carry('logs', ({ targetArn, body: message }) => {
    const { accountId = '', region = '', resource = '' } = parseArn(targetArn) ?? {};
    const [, group] = /^log-group:([^:]+)/.exec(resource) ?? [];
    const logs = ports.find('logs');
    if (group === undefined || logs === undefined) {
      return { code: 'NO_RESOURCE', message: `${targetArn} is no log group`, retry: false };
    }
    const scope = { accountId, region, partition: 'aws' } as const;
    logs.write({ scope, group, stream: ids.uuid(), events: [{ at: clock.now(), message }] });
    return 'delivered';
  });
};
