/** Who calls a function for an API: API Gateway itself, or a role that the API names for it. */
import type { Principal } from '../../kernel/scope.ts';
import type { Arrival } from './execution.ts';

/** @param sourceArn what API Gateway says it calls for */
export function functionCaller({ api }: Arrival, role: string | undefined, sourceArn: string): Principal {
  const [, accountId, name] = /^arn:aws:iam::(\d{12}):role\/(?:.+\/)?([^/]+)$/.exec(role ?? '') ?? [];
  if (accountId === undefined || name === undefined) {
    return {
      kind: 'service',
      service: 'apigateway.amazonaws.com',
      sourceArn,
      sourceAccount: api.scope.accountId,
    };
  }
  return {
    kind: 'user',
    accountId,
    accessKeyId: '',
    arn: `arn:aws:sts::${accountId}:assumed-role/${name}/BackplaneAssumeRoleSession`,
    userId: `${name}:BackplaneAssumeRoleSession`,
  };
}
