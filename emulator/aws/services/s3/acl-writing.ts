/**
 * Writing an access control list: by header or by document, never both, never neither.
 * Evidence: fact sheet S3 §10.5.
 */
import type { AccessControlPolicy } from '@aws-sdk/client-s3';
import { checkAclBody, hasGrants, refuseAclHeaders, type AclHeaders } from './acl.ts';
import type { Bucket } from './bucket.ts';
import { missingSecurityHeader, unexpectedContent } from './errors.ts';
import type { S3 } from './s3.ts';

export interface AclInput extends AclHeaders {
  readonly AccessControlPolicy?: AccessControlPolicy | undefined;
}

/** @throws AwsError UnexpectedContent, MissingSecurityHeader, AccessControlListNotSupported, NotImplemented */
export function checkAclWrite(s3: S3, bucket: Bucket, input: AclInput): void {
  const byHeader = input.ACL !== undefined || hasGrants(input);
  const { AccessControlPolicy: document } = input;
  if (byHeader && document !== undefined) throw unexpectedContent();
  if (byHeader) refuseAclHeaders(s3, bucket, input);
  else if (document !== undefined) checkAclBody(s3, bucket, document);
  else throw missingSecurityHeader('x-amz-acl');
}
