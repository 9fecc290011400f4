import type { Kernel } from './kernel.ts';
import { accountPrincipal, parseArn, type Principal } from './scope.ts';

/**
 * Who a service is that acts by a role: a session of it, with the role's policies. A role that IAM does not have acts for
 * its whole account, as functions do.
 */
export function rolePrincipal(kernel: Kernel, roleArn: string, session: string): Principal {
  const { accountId = '', resource = '' } = parseArn(roleArn) ?? {};
  if (kernel.ports.find('identities')?.role(roleArn) === undefined) return accountPrincipal(accountId);
  const name = session.slice(0, 64);
  return {
    kind: 'user',
    accountId,
    accessKeyId: '',
    arn: `arn:aws:sts::${accountId}:assumed-role/${resource.split('/').at(-1)}/${name}`,
    userId: `AROA:${name}`,
  };
}
