/**
 * How services say no.
 *
 * S3 explains itself to callers of the bucket's own account and says `Access Denied` to everybody else; the other
 * services explain themselves to all. Evidence: fact sheet S3 §10.6; published answers of SQS, SNS and Lambda to
 * callers of the same and of other accounts (2022–2024): SQS spells the action in lower case, SNS its prefix in upper
 * case, and a service is named where a user would be. Gaps (unverified): codes and statuses of the services not named
 * here go by protocol.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import type { Principal } from '../../kernel/scope.ts';
import { SERVICES } from '../../wire/service-traits.ts';
import { familyOf } from '../refusal-family.ts';
import type { PolicySource } from './decision.ts';

export interface Denial {
  readonly principal: Principal;
  /** `s3:GetObject` */
  readonly action: string;
  /** ARN */
  readonly resource: string;
  /** Account that owns the resource. */
  readonly owner: string;
  /** A statement denies, as opposed to none allowing. */
  readonly explicit: boolean;
  readonly source: PolicySource;
}

const KINDS: Readonly<Record<PolicySource, readonly [article: string, name: string]>> = {
  identity: ['an', 'identity-based policy'],
  resource: ['a', 'resource-based policy'],
  session: ['a', 'session policy'],
  boundary: ['a', 'permissions boundary'],
  owner: ['a', 'resource-based policy'],
  none: ['an', 'identity-based policy'],
};

const callerName = (principal: Principal): string =>
  principal.kind === 'user' ? principal.arn : principal.kind === 'service' ? principal.service : 'anonymous';

const ACTION_SPELLING: Readonly<Record<string, (action: string) => string>> = {
  sqs: (action) => action.toLowerCase(),
  sns: (action) => action.replace(/^sns:/i, 'SNS:'),
};

/** `User: … is not authorized to perform: …`, as the service spells actions and resources. */
function denialMessage(service: string, denial: Denial): string {
  const action = ACTION_SPELLING[service]?.(denial.action) ?? denial.action;
  const resource = service === 's3' ? `"${denial.resource}"` : denial.resource;
  const [article, name] = KINDS[denial.source];
  const reason = denial.explicit
    ? `with an explicit deny in ${article} ${name}`
    : `because no ${name} allows the ${action} action`;
  return `User: ${callerName(denial.principal)} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}

const families = new Map<string, ReturnType<typeof familyOf>>(
  SERVICES.map(({ id, protocols: [first], queryCompatible }) => [
    id,
    familyOf(first ?? 's3', queryCompatible),
  ]),
);

const isOwn = ({ principal, owner }: Denial): boolean =>
  principal.kind === 'user' && principal.accountId === owner;

/** @param service its id on the wire: `s3`, `sqs` */
export function denialError(service: string, denial: Denial): AwsError {
  if (service === 's3' && !isOwn(denial)) {
    return new AwsError({ code: 'AccessDenied', status: 403, message: 'Access Denied' });
  }
  const message = denialMessage(service, denial);
  if (service === 'sns') return new AwsError({ code: 'AuthorizationError', status: 403, message });
  switch (families.get(service)) {
    case 'json':
      return new AwsError({ code: 'AccessDeniedException', status: 400, message });
    case 'rest-json':
      return new AwsError({ code: 'AccessDeniedException', status: 403, message });
    default:
      return new AwsError({ code: 'AccessDenied', status: 403, message });
  }
}
