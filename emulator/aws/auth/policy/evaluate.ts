/**
 * What a list of statements says about one request: a statement that denies wins over any that allow, and where none
 * speaks the request is implicitly denied. Evidence: IAM guide "Policy evaluation logic", fact sheet S3 §10.1–10.2.
 */
import type { Principal } from '../../kernel/scope.ts';
import { conditionsHold, lookupIn, type ContextKeys } from './conditions.ts';
import type { Choice, PrincipalClause, Statement } from './document.ts';
import { matches, type Pattern } from './pattern.ts';
import { matchPrincipal, type PrincipalMatch } from './principal.ts';

export interface PolicyRequest {
  readonly principal: Principal;
  /** `s3:GetObject` */
  readonly action: string;
  /** ARN of what is acted upon. */
  readonly resource: string;
  /** From `contextKeys`. */
  readonly context: ContextKeys;
  /** The caller's canonical user id, where the service has such a thing. */
  readonly canonicalId?: string;
}

export type Evaluation =
  | { readonly decision: 'implicit' }
  | {
      readonly decision: 'allow' | 'deny';
      /** The statement that decided. */
      readonly statement: Statement;
      /** How the statement came to mean the caller; `exact` in policies that name no principal. */
      readonly via: PrincipalMatch;
    };

/** The closest of the principals that mean the caller. */
function closest(clauses: readonly PrincipalClause[], request: PolicyRequest): PrincipalMatch | undefined {
  const found = clauses.map((clause) => matchPrincipal(clause, request.principal, request.canonicalId));
  return (['exact', 'role', 'account', 'everyone'] as const).find((match) => found.includes(match));
}

function meansCaller(
  principal: Choice<PrincipalClause> | undefined,
  request: PolicyRequest,
): PrincipalMatch | undefined {
  if (principal === undefined) return 'exact';
  const match = closest(principal.items, request);
  if (!principal.not) return match;
  return match === undefined ? 'everyone' : undefined;
}

const covers = ({ not, items }: Choice<Pattern>, text: string, request: PolicyRequest): boolean =>
  items.some((pattern) => matches(pattern, text, lookupIn(request.context))) !== not;

function applies(statement: Statement, request: PolicyRequest): PrincipalMatch | undefined {
  if (!covers(statement.action, request.action.toLowerCase(), request)) return undefined;
  if (statement.resource !== undefined && !covers(statement.resource, request.resource, request)) {
    return undefined;
  }
  const via = meansCaller(statement.principal, request);
  if (via === undefined) return undefined;
  return conditionsHold(statement.conditions, request.context, lookupIn(request.context)) ? via : undefined;
}

const CLOSENESS: readonly PrincipalMatch[] = ['exact', 'role', 'account', 'everyone'];

/** Of several statements that allow, the one that names the caller most closely is reported. */
export function evaluate(statements: readonly Statement[], request: PolicyRequest): Evaluation {
  let allowed: Extract<Evaluation, { statement: Statement }> | undefined;
  for (const statement of statements) {
    const via = applies(statement, request);
    if (via === undefined) continue;
    if (statement.effect === 'Deny') return { decision: 'deny', statement, via };
    if (allowed === undefined || CLOSENESS.indexOf(via) < CLOSENESS.indexOf(allowed.via)) {
      allowed = { decision: 'allow', statement, via };
    }
  }
  return allowed ?? { decision: 'implicit' };
}
