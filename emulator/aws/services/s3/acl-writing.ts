/**
 * Writing an access control list: by header or by document, never both, never neither.
 * Evidence: fact sheet S3 §10.5.
 */
import type { AccessControlPolicy } from '@aws-sdk/client-s3';
import type { Acl } from './acl-grants.ts';
import { aclOfDocument, aclOfHeaders, hasGrants, type AclHeaders } from './acl.ts';
import type { Bucket } from './bucket.ts';
import { missingSecurityHeader, unexpectedContent } from './errors.ts';
import type { S3 } from './s3.ts';

export interface AclInput extends AclHeaders {
  readonly AccessControlPolicy?: AccessControlPolicy | undefined;
}

/**
 * The list to keep; undefined for one that says only that the bucket's owner controls everything.
 *
 * @param owner account of what the list is of
 * @throws AwsError UnexpectedContent, MissingSecurityHeader, AccessControlListNotSupported, InvalidArgument
 */
export function writtenAcl(s3: S3, bucket: Bucket, owner: string, input: AclInput): Acl | undefined {
  const byHeader = input.ACL !== undefined || hasGrants(input);
  const { AccessControlPolicy: document } = input;
  if (byHeader && document !== undefined) throw unexpectedContent();
  if (byHeader) return aclOfHeaders(s3, bucket, owner, input);
  if (document !== undefined) return aclOfDocument(s3, bucket, owner, document);
  throw missingSecurityHeader('x-amz-acl');
}
