/**
 * From the policies that bear on a request to a yes or no, and which of them said so.
 *
 * Within the resource's account the identity's or the resource's policy may allow; from another account both must; an
 * anonymous caller and an AWS service have only the resource's. A denial in any of them is final.
 *
 * Evidence: fact sheet S3 §10.1, IAM guide "Policy evaluation logic" and "Interaction with permissions boundaries". An
 * identity without modelled policies may do what its account may: that is how the built-in keys, which are roots, and
 * the users of a credentials file act. Gaps: organizations' policies and VPC endpoint policies do not exist here; of
 * several policies that deny, the one reported follows the order resource, identity, boundary, session (unverified).
 */
import type { Statement } from './document.ts';
import { evaluate, type Evaluation, type PolicyRequest } from './evaluate.ts';

export type PolicySource = 'identity' | 'resource' | 'session' | 'boundary' | 'owner' | 'none';

export interface DecisionInput {
  readonly request: PolicyRequest;
  /** Account that owns the resource. */
  readonly owner: string;
  readonly resourcePolicy?: readonly Statement[] | undefined;
  /** Policies of the user or role; absent when they are not modelled. */
  readonly identityPolicy?: readonly Statement[] | undefined;
  /** Limits given when a session was opened. */
  readonly sessionPolicy?: readonly Statement[] | undefined;
  /** Limits of what the identity's policies can grant. */
  readonly boundary?: readonly Statement[] | undefined;
  /** The resource's policy must allow whoever asks, as KMS keys and role trust do it. */
  readonly resourceMustAllow?: boolean;
  /** An access control list lets the caller in; that is no policy, so nothing keeps outsiders out of it. */
  readonly granted?: boolean;
  /** What the resource's policy allows does not count; what it denies does. */
  readonly resourceOnlyDenies?: boolean;
  /** False keeps everybody out but the account itself and AWS services, whatever the policy allows. */
  readonly outsidersAllowed?: boolean;
}

export interface Decision {
  readonly allowed: boolean;
  /** A statement denies, as opposed to none allowing. */
  readonly explicit: boolean;
  /** What decided: a kind of policy, or that the account owns the resource. */
  readonly source: PolicySource;
  /** The statement that decided, when one did. */
  readonly statement?: Statement;
}

const denied = (source: PolicySource): Decision => ({ allowed: false, explicit: false, source });

const evaluated = (source: PolicySource, evaluation: Evaluation): Decision =>
  evaluation.decision === 'implicit'
    ? denied(source)
    : {
        allowed: evaluation.decision === 'allow',
        explicit: evaluation.decision === 'deny',
        source,
        statement: evaluation.statement,
      };

/** Let in by an access control list. */
const LISTED: Decision = { allowed: true, explicit: false, source: 'resource' };

const OWNER: Decision = { allowed: true, explicit: false, source: 'owner' };

/** The first limit, boundary or session, that does not allow. */
function limit(input: DecisionInput): Decision | undefined {
  for (const source of ['boundary', 'session'] as const) {
    const statements = source === 'boundary' ? input.boundary : input.sessionPolicy;
    if (statements === undefined) continue;
    const decision = evaluated(source, evaluate(statements, input.request));
    if (!decision.allowed) return decision;
  }
  return undefined;
}

function explicitDenial(input: DecisionInput): Decision | undefined {
  const policies = [
    ['resource', input.resourcePolicy],
    ['identity', input.identityPolicy],
    ['boundary', input.boundary],
    ['session', input.sessionPolicy],
  ] as const;
  for (const [source, statements] of policies) {
    const decision = evaluated(source, evaluate(statements ?? [], input.request));
    if (decision.explicit) return decision;
  }
  return undefined;
}

/** What the caller's own policies grant; without any, what its account's ownership does. */
const identityGrant = ({ identityPolicy, request }: DecisionInput): Decision =>
  identityPolicy === undefined ? OWNER : evaluated('identity', evaluate(identityPolicy, request));

function withinAccount(input: DecisionInput, resource: Evaluation): Decision {
  const granted = evaluated('resource', resource);
  const via = resource.decision === 'allow' ? resource.via : undefined;
  // A policy that names this very user or session is not held back by what merely fails to allow.
  if (via === 'exact' || (via === undefined && input.resourceMustAllow)) return granted;
  // Naming the account leaves the choice among its identities to their own policies.
  const grant = via === 'role' || via === 'everyone' ? granted : identityGrant(input);
  return grant.allowed ? (limit(input) ?? grant) : grant;
}

export function decide(input: DecisionInput): Decision {
  const { request, owner, resourcePolicy } = input;
  const { principal } = request;
  const denial = explicitDenial(input);
  if (denial !== undefined) return denial;
  const resource = evaluate(input.resourceOnlyDenies === true ? [] : (resourcePolicy ?? []), request);
  const granted = input.granted === true ? LISTED : evaluated('resource', resource);
  if (principal.kind === 'service') return granted;
  const inside = principal.kind === 'user' && principal.accountId === owner;
  if (inside) return withinAccount(input, resource);
  if (input.outsidersAllowed === false && input.granted !== true)
    return { ...denied('resource'), explicit: true };
  if (!granted.allowed || principal.kind === 'anonymous') return granted;
  const identity = identityGrant(input);
  return identity.allowed ? (limit(input) ?? granted) : identity;
}
