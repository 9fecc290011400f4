/** Asks whether the caller may do something with metrics, which have no ARNs, or with an alarm or dashboard. */
import type { Call } from '../../kernel/operation.ts';

/** @throws AwsError AccessDenied */
export function allow(call: Call, resource = '*'): void {
  call.authorize({ action: `cloudwatch:${call.operation}`, resource, owner: call.scope.accountId });
}
