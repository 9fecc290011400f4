/** A policy once it has been read: what the evaluator works on. */
import type { Operator } from './operators.ts';
import type { Pattern } from './pattern.ts';

export type PolicyVersion = '2008-10-17' | '2012-10-17';

/** Whom a statement is about. */
export type PrincipalClause =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'account'; readonly accountId: string }
  /** A user, a role or a role session, by ARN. */
  | { readonly kind: 'arn'; readonly arn: string }
  /** `cloudfront.amazonaws.com` */
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'canonical'; readonly id: string }
  /** Nobody here signs in through an identity provider, so this matches no request. */
  | { readonly kind: 'federated'; readonly provider: string };

export interface Condition {
  readonly operator: Operator;
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
  /** The key as written. */
  readonly key: string;
  readonly values: readonly Pattern[];
}

/** Elements that come in a pair, `Action` or `NotAction`. */
export interface Choice<Item> {
  readonly not: boolean;
  readonly items: readonly Item[];
}

export interface Statement {
  /** Its place in the document, from 1. */
  readonly position: number;
  /** Which document it stands in, where an identity has several: `inline policy read of user ann`. */
  readonly origin?: string;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  /** Absent in policies attached to an identity. */
  readonly principal: Choice<PrincipalClause> | undefined;
  /** Lower-case. */
  readonly action: Choice<Pattern>;
  /** Absent where the policy's own resource is meant: role trust, some queue policies. */
  readonly resource: Choice<Pattern> | undefined;
  readonly conditions: readonly Condition[];
}

export interface PolicyDocument {
  readonly version: PolicyVersion;
  readonly id: string | undefined;
  readonly statements: readonly Statement[];
}
