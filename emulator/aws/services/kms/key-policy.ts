/**
 * Key policies: the one a key gets by default, the ones of keys that AWS keeps, and what is refused. Evidence: KMS
 * developer guide "Default key policy" and "Key policies in AWS KMS" (2026-11).
 */
import type { AccessDecision } from '../../kernel/access.ts';
import type { Scope } from '../../kernel/scope.ts';
import { parsePolicy } from '../../auth/policy/parse.ts';
import { malformedPolicy, noSuchPolicy } from './errors.ts';

const MOST_BYTES = 32_768;

/** Leaves the key to the account's own policies. */
export const defaultPolicy = (accountId: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });

/** Lets everybody in the account use the key, but only through the service it is kept for. */
export const managedPolicy = ({ accountId, region }: Scope, service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Id: `auto-${service}-2`,
    Statement: [
      {
        Sid: `Allow access through ${service} for all principals in the account`,
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        Resource: '*',
        Condition: {
          StringEquals: {
            'kms:CallerAccount': accountId,
            'kms:ViaService': `${service}.${region}.amazonaws.com`,
          },
        },
      },
      {
        Sid: 'Allow direct access to key metadata to the account',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: ['kms:Describe*', 'kms:Get*', 'kms:List*'],
        Resource: '*',
      },
    ],
  });

/** @throws AwsError MalformedPolicyDocumentException */
export function checkPolicy(text: string): void {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw malformedPolicy(`The key policy is larger than ${MOST_BYTES} bytes.`);
  }
  const parsed = parsePolicy(text, { principal: 'required', resource: 'required' });
  if ('fault' in parsed) throw malformedPolicy(parsed.fault);
}

/** Refuses a policy under which its author could not put another. @throws AwsError MalformedPolicyDocumentException */
export function checkLockout({ allowed }: AccessDecision): void {
  if (!allowed) {
    throw malformedPolicy('The new key policy will not allow you to update the key policy in the future.');
  }
}

/** A key's policy has one name. @throws AwsError NotFoundException */
export function checkPolicyName(name = 'default'): void {
  if (name !== 'default') throw noSuchPolicy();
}
