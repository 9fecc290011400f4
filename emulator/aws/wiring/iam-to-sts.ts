/**
 * Identities as the rest of the cloud sees them: IAM knows users and roles, STS their sessions, Lambda those of its
 * functions. Together they are the keys that requests may be signed with, and the policies that each request is held
 * against.
 */
import { composeCredentials } from '../auth/credentials.ts';
import type { Wiring } from '../cloud.ts';
import { identityArn } from '../services/iam/identity.ts';
import { functionSessions } from './function-sessions.ts';

export const iamToSts: Wiring = ({ iam, sts, lambda }, { ports }) => {
  const sessions = functionSessions({ lambda, iam });
  ports.provide('credentials', composeCredentials(iam.keys, sts.sessions, sessions));
  ports.provide('identities', {
    policiesOf(principal) {
      const policies = iam.policiesOf(principal);
      if (principal.kind !== 'user' || policies === undefined) return policies;
      const limits = sts.sessions.policiesOf(principal.accessKeyId);
      return limits.length === 0
        ? policies
        : { ...policies, sessionPolicy: iam.statements(limits, 'the session policy') };
    },
    role(arn) {
      const role = iam.identityAt(arn);
      if (role?.kind !== 'role' || identityArn(role) !== arn) return undefined;
      const { name, uniqueId, account: accountId, trust = '', longestSession = 0 } = role;
      return { name, uniqueId, accountId, trustPolicy: trust, longestSession };
    },
    policyDocument: (arn) => iam.managed.document(arn),
  });
};
