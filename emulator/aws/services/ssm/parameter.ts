/** A parameter of Parameter Store as one of its versions has it. */
import type { ParameterTier, ParameterType } from '@aws-sdk/client-ssm';
import type { Instant } from '../../kernel/instant.ts';
import { arn, type Scope } from '../../kernel/scope.ts';

export interface Parameter {
  /** Of the parameter, whatever its version. */
  readonly id: number;
  readonly scope: Scope;
  /** As it was given: `/shop/database/host`, `host`. */
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly version: number;
  readonly type: ParameterType;
  readonly value: string;
  /** As it was given; only of a `SecureString`. */
  readonly keyId: string | undefined;
  readonly description: string | undefined;
  readonly pattern: string | undefined;
  readonly tier: ParameterTier;
  readonly dataType: string;
  readonly modifiedAt: Instant;
  /** The ARN of who wrote this version. */
  readonly modifiedBy: string;
}

/** A name with a slash in front has no second one in its ARN. */
export const parameterArn = (scope: Scope, name: string): string =>
  arn('ssm', scope, `parameter${name.startsWith('/') ? '' : '/'}${name}`);
