import type { Call } from '../../kernel/operation.ts';
import { validation } from './errors.ts';
import type { Iam } from './iam.ts';
import type { Identity } from './identity.ts';
import { authorize } from './named-identity.ts';

/**
 * The user who asks, where a request names none.
 *
 * @throws AwsError ValidationError for roots, sessions and users that IAM does not know
 */
export function callingUser(iam: Iam, call: Call): Identity {
  const { principal } = call;
  const user = principal.kind === 'user' ? iam.identityAt(principal.arn) : undefined;
  if (principal.kind !== 'user' || user?.kind !== 'user') {
    throw validation('Must specify userName when calling with non-User credentials');
  }
  authorize(call, call.operation, principal.arn);
  return user;
}
