/**
 * The global condition keys that every request has. Evidence: IAM guide "Global condition keys", fact sheet S3 §10.2.
 * Gaps: keys of organizations, VPC endpoints and multi-factor authentication are never there.
 */
import { toIsoSeconds, type Instant } from '../../kernel/instant.ts';
import type { Principal } from '../../kernel/scope.ts';
import type { ContextValues } from './conditions.ts';
import { roleArn } from './principal.ts';

export interface RequestEnvironment {
  readonly now: Instant;
  readonly region: string;
  /** Address of the caller; absent for calls between services. */
  readonly sourceIp?: string | undefined;
  /** Whether it came over TLS; calls between services always do. */
  readonly secure?: boolean | undefined;
  readonly userAgent?: string | undefined;
  readonly referer?: string | undefined;
}

function principalType(arn: string): string {
  if (arn.endsWith(':root')) return 'Account';
  return roleArn(arn) === undefined ? 'User' : 'AssumedRole';
}

function principalKeys(principal: Principal): ContextValues {
  switch (principal.kind) {
    case 'anonymous':
      return {
        'aws:PrincipalType': 'Anonymous',
        'aws:userid': 'anonymous',
        'aws:PrincipalIsAWSService': false,
      };
    case 'service':
      return {
        'aws:PrincipalIsAWSService': true,
        'aws:PrincipalServiceName': principal.service,
        'aws:PrincipalServiceNamesList': [principal.service],
        'aws:SourceArn': principal.sourceArn,
        'aws:SourceAccount': principal.sourceAccount,
      };
    case 'user':
      return {
        'aws:PrincipalType': principalType(principal.arn),
        // For a session this is the ARN of its role.
        'aws:PrincipalArn': roleArn(principal.arn) ?? principal.arn,
        'aws:PrincipalAccount': principal.accountId,
        'aws:PrincipalIsAWSService': false,
        'aws:userid': principal.userId,
        'aws:username': /:user\/(?:.*\/)?([^/]+)$/.exec(principal.arn)?.[1],
      };
  }
}

/** @param owner account of the resource */
export const globalKeys = (
  principal: Principal,
  owner: string,
  environment: RequestEnvironment,
): ContextValues => ({
  ...principalKeys(principal),
  'aws:CurrentTime': toIsoSeconds(environment.now),
  'aws:EpochTime': Math.floor(environment.now / 1_000),
  'aws:RequestedRegion': environment.region,
  'aws:ResourceAccount': owner,
  'aws:SecureTransport': environment.secure ?? true,
  'aws:SourceIp': environment.sourceIp,
  'aws:UserAgent': environment.userAgent,
  'aws:Referer': environment.referer,
});
