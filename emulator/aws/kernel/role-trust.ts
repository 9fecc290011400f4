import type { Call } from './operation.ts';
import type { AssumableRole } from './ports.ts';
import type { Principal } from './scope.ts';

/** Whether a role lets a service assume it. @param service `lambda.amazonaws.com` */
export function trusts(
  { kernel, now, scope }: Call,
  roleArn: string,
  { accountId: owner, trustPolicy: policy }: AssumableRole,
  service: string,
): boolean {
  const principal: Principal = { kind: 'service', service };
  const request = { action: 'sts:AssumeRole', resource: roleArn, owner, policy, policyMustAllow: true };
  return kernel.access.decide(principal, request, { now, region: scope.region }).allowed;
}
