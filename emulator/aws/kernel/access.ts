/**
 * The question that every operation asks before it acts, and what is known when it asks. Answering it is
 * `auth/policy`'s work; services only say what they are about to do and what policy hangs on the resource.
 */
import type { AwsError } from './aws-error.ts';
import type { Instant } from './instant.ts';
import type { Principal } from './scope.ts';

/** Values of condition keys, by full name: `aws:SourceArn`, `s3:prefix`. */
export type ConditionContext = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface AccessRequest {
  /** `s3:GetObject` */
  readonly action: string;
  /** ARN of what is acted upon. */
  readonly resource: string;
  /** Account that owns the resource. */
  readonly owner: string;
  /** The resource's own policy document as JSON text, if it has one. */
  readonly policy?: string | undefined;
  /** Condition keys beyond the ones every request has. */
  readonly context?: ConditionContext;
  /** False keeps everybody out but the account itself and AWS services: RestrictPublicBuckets. */
  readonly publicAllowed?: boolean;
  /** The caller's canonical user id, where the service has such a thing. */
  readonly canonicalId?: string;
  /** What an access control list grants: it lets in as the resource's policy would, and never keeps out. */
  readonly granted?: boolean;
  /** The policy is not the resource's owner's: what it allows does not count. */
  readonly policyOnlyDenies?: boolean;
  /** The policy must allow even callers of the owning account, as a KMS key's policy must. */
  readonly policyMustAllow?: boolean;
}

export interface AccessDecision {
  readonly allowed: boolean;
  /** Why, as a person needs it: the statement that decided, or that none did. */
  readonly reason: string;
  /** True when a statement denies, as opposed to none allowing. */
  readonly explicit: boolean;
  /** Which kind of policy decided. */
  readonly source: 'identity' | 'resource' | 'session' | 'boundary' | 'owner' | 'none';
}

/** What every request has, from which the global condition keys are made. */
export interface AccessEnvironment {
  readonly now: Instant;
  readonly region: string;
  readonly sourceIp?: string | undefined;
  readonly secure?: boolean | undefined;
  readonly userAgent?: string | undefined;
  readonly referer?: string | undefined;
}

export interface Access {
  decide(principal: Principal, request: AccessRequest, environment: AccessEnvironment): AccessDecision;
  /** The error that tells the principal so, as the service words it. */
  refuse(service: string, principal: Principal, request: AccessRequest, decision: AccessDecision): AwsError;
}
