/**
 * Answers whether a principal may act, from the policies there are: the resource's own, and the identity's where
 * somebody provides them (the `identities` port). Documents are read once and kept; the same text asked about again
 * costs its evaluation only.
 *
 * The account that owns a bucket can always repair its policy: S3 lets the root read, replace and delete it whatever
 * it says (fact sheet S3 §10.1).
 */
import type { Access, AccessDecision, AccessRequest } from '../kernel/access.ts';
import type { Ports } from '../kernel/ports.ts';
import type { Principal } from '../kernel/scope.ts';
import { contextKeys } from './policy/conditions.ts';
import { decide, type Decision } from './policy/decision.ts';
import { denialError } from './policy/denial.ts';
import type { Statement } from './policy/document.ts';
import { parsePolicy, type Grammar } from './policy/parse.ts';
import { globalKeys } from './policy/request-context.ts';

/** Documents kept in memory; the one asked about longest ago goes first. */
const DOCUMENTS_KEPT = 1_000;

/** Queue and topic policies need not name their resource. */
const GRAMMAR: Grammar = { principal: 'required', resource: 'optional' };

const ROOT_KEEPS = new Set(['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy']);

const isRootOf = (principal: Principal, owner: string): boolean =>
  principal.kind === 'user' && principal.arn === `arn:aws:iam::${owner}:root`;

/** Why, as a person needs it. */
function reasonOf({ allowed, explicit, source, statement }: Decision, { action }: AccessRequest): string {
  if (source === 'owner') return OWNED.reason;
  if (allowed && statement === undefined) return `an access control list grants ${action}`;
  if (statement === undefined) {
    return explicit ? 'public access is restricted' : `no ${source} policy allows ${action}`;
  }
  const name = `statement ${statement.sid === undefined ? statement.position : `"${statement.sid}"`}`;
  const document = statement.origin ?? `the ${source} policy`;
  return `${name} of ${document} ${allowed ? 'allows' : 'denies'} ${action}`;
}

const OWNED: AccessDecision = {
  allowed: true,
  explicit: false,
  source: 'owner',
  reason: 'the account owns the resource',
};

/** Nearly every request: the account with its own resource, and no policy that could say otherwise. */
const isPlainlyOwned = (principal: Principal, { owner, policy, policyMustAllow }: AccessRequest): boolean =>
  principal.kind === 'user' && principal.accountId === owner && policy === undefined && !policyMustAllow;

/** @param ports where identities' own policies come from, if anywhere */
export function createAccess(ports?: Ports): Access {
  const documents = new Map<string, readonly Statement[]>();
  const statementsOf = (text: string): readonly Statement[] => {
    const kept = documents.get(text);
    documents.delete(text);
    const parsed = kept === undefined ? parsePolicy(text, GRAMMAR) : undefined;
    // Services refuse such a document when it is put; letting it pass as an empty one would undo its denials.
    if (parsed !== undefined && 'fault' in parsed)
      throw new Error(`a stored policy is broken: ${parsed.fault}`);
    const statements = kept ?? parsed?.document.statements ?? [];
    if (documents.size >= DOCUMENTS_KEPT) documents.delete(documents.keys().next().value ?? '');
    documents.set(text, statements);
    return statements;
  };

  return {
    decide(principal, request, environment): AccessDecision {
      const { action, resource, owner, policy } = request;
      if (ROOT_KEEPS.has(action) && isRootOf(principal, owner)) {
        return {
          allowed: true,
          explicit: false,
          source: 'owner',
          reason: 'the root keeps its bucket policy',
        };
      }
      const identity =
        principal.kind === 'user' ? ports?.find('identities')?.policiesOf(principal) : undefined;
      if (identity === undefined && isPlainlyOwned(principal, request)) return OWNED;
      const decision = decide({
        request: {
          principal,
          action,
          resource,
          context: contextKeys(globalKeys(principal, owner, environment), request.context),
          ...(request.canonicalId !== undefined && { canonicalId: request.canonicalId }),
        },
        owner,
        resourcePolicy: policy === undefined ? undefined : statementsOf(policy),
        outsidersAllowed: request.publicAllowed ?? true,
        resourceMustAllow: request.policyMustAllow ?? false,
        granted: request.granted ?? false,
        resourceOnlyDenies: request.policyOnlyDenies ?? false,
        ...identity,
      });
      const { allowed, explicit, source } = decision;
      return { allowed, explicit, source, reason: reasonOf(decision, request) };
    },
    refuse: (service, principal, request, decision) =>
      denialError(service, { ...request, ...decision, principal }),
  };
}
