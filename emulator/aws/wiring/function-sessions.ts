/** Functions sign as sessions of their roles: which key is whose. */
import { Credential, type CredentialStore } from '../auth/credentials.ts';
import type { Services } from '../cloud.ts';
import { identityArn } from '../services/iam/identity.ts';
import { sessionKeysOf } from '../services/lambda/execution/session-keys.ts';
import { functionArn } from '../services/lambda/function-reference.ts';

export function functionSessions({ lambda, iam }: Pick<Services, 'iam' | 'lambda'>): CredentialStore {
  /** Kept for the signing keys derived in them. */
  const kept = new Map<string, Credential>();
  return {
    find(accessKeyId) {
      if (!accessKeyId.startsWith('ASIA')) return undefined;
      const known = kept.get(accessKeyId);
      if (known !== undefined) return known;
      for (const fn of lambda.functions.all()) {
        const roles = new Set(lambda.versions.list(fn).map(({ settings }) => settings.role));
        for (const roleArn of roles) {
          const keys = sessionKeysOf(functionArn(fn), roleArn);
          const role = keys.accessKeyId === accessKeyId ? iam.identityAt(roleArn) : undefined;
          if (role === undefined || identityArn(role) !== roleArn) continue;
          const { account: accountId, name, uniqueId } = role;
          const credential = new Credential({
            ...keys,
            accountId,
            arn: `arn:aws:sts::${accountId}:assumed-role/${name}/${fn.name}`,
            userId: `${uniqueId}:${fn.name}`,
          });
          kept.set(accessKeyId, credential);
          return credential;
        }
      }
      return undefined;
    },
  };
}
