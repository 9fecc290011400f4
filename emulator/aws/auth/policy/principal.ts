/**
 * Principals of a policy: reading them, and whether one means the caller.
 *
 * Evidence: fact sheet S3 §10.2, IAM guide "Principal". A role's ARN means every session of the role; an account means
 * everybody in it. Gaps: whether a named user or role exists is not checked, because identities are not modelled; and
 * AWS replaces a deleted one by its unique id, which is refused here as it is there.
 */
import { parseArn, type Principal } from '../../kernel/scope.ts';
import type { PrincipalClause } from './document.ts';

const ACCOUNT = /^\d{12}$/;
const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/;
const CANONICAL_ID = /^[0-9a-f]{64}$/;
/** CloudFront's own user for an origin access identity. */
const ORIGIN_ACCESS_IDENTITY = /^user\/CloudFront Origin Access Identity [A-Z0-9]+$/;

function parseAwsPrincipal(value: string): PrincipalClause | undefined {
  if (value === '*') return { kind: 'everyone' };
  if (ACCOUNT.test(value)) return { kind: 'account', accountId: value };
  const arn = parseArn(value);
  if (arn === undefined || arn.region !== '' || /[*?]/.test(value)) return undefined;
  const { service, accountId, resource } = arn;
  if (service === 'iam' && accountId === 'cloudfront') {
    return ORIGIN_ACCESS_IDENTITY.test(resource) ? { kind: 'arn', arn: value } : undefined;
  }
  if (!ACCOUNT.test(accountId)) return undefined;
  if (service === 'iam' && resource === 'root') return { kind: 'account', accountId };
  const named = service === 'iam' ? /^(?:user|role)\/./ : /^(?:assumed-role\/[^/]+|federated-user)\/./;
  return (service === 'iam' || service === 'sts') && named.test(resource)
    ? { kind: 'arn', arn: value }
    : undefined;
}

/** Reads one principal of a `Principal` map; `undefined` when it is none. */
export function parsePrincipal(type: string, value: string): PrincipalClause | undefined {
  switch (type) {
    case 'AWS':
      return parseAwsPrincipal(value);
    case 'Service':
      return SERVICE.test(value) ? { kind: 'service', service: value } : undefined;
    case 'CanonicalUser':
      return CANONICAL_ID.test(value) ? { kind: 'canonical', id: value } : undefined;
    case 'Federated':
      return value === '' ? undefined : { kind: 'federated', provider: value };
    default:
      return undefined;
  }
}

/** The role of a session, `arn:aws:iam::111122223333:role/uploader`; paths of roles are not part of a session's ARN. */
export function roleArn(arn: string): string | undefined {
  const [, accountId, role] = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return accountId === undefined || role === undefined ? undefined : `arn:aws:iam::${accountId}:role/${role}`;
}

/** How a principal of a policy came to mean the caller; `exact` is the caller's very ARN or service. */
export type PrincipalMatch = 'exact' | 'role' | 'account' | 'everyone';

/** @param canonicalId the caller's canonical user id, where the service has such a thing */
export function matchPrincipal(
  clause: PrincipalClause,
  caller: Principal,
  canonicalId: string | undefined,
): PrincipalMatch | undefined {
  if (clause.kind === 'everyone') return 'everyone';
  if (clause.kind === 'service') {
    return caller.kind === 'service' && caller.service === clause.service ? 'exact' : undefined;
  }
  if (caller.kind !== 'user') return undefined;
  switch (clause.kind) {
    case 'account':
      return clause.accountId === caller.accountId ? 'account' : undefined;
    case 'canonical':
      return clause.id === canonicalId ? 'account' : undefined;
    case 'federated':
      return undefined;
    case 'arn': {
      if (clause.arn === caller.arn) return 'exact';
      const role = roleArn(caller.arn);
      const withoutPath = clause.arn.replace(/(?<=:role\/).*\//, '');
      return role !== undefined && withoutPath === role ? 'role' : undefined;
    }
  }
}
