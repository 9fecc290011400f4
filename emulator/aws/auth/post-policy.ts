/**
 * Browser uploads: who signed the form, and whether the form keeps to the policy.
 *
 * The order is S3's: required fields, credential, key, signature over the policy as received, then the document, its
 * expiration, its conditions, and fields no condition covers. The size of the file is known last; `limits` are for
 * whoever reads it. Evidence: fact sheet S3 §3.1–3.3.
 *
 * A condition on a field that is absent fails, even `starts-with` nothing. Gaps (unverified): the answer to another
 * algorithm is that of a presigned URL; whether the credential's day must be that of `x-amz-date` is not known, and it
 * need not be here.
 */
import { AwsError } from '../kernel/aws-error.ts';
import { parseAmzDate } from '../kernel/instant.ts';
import { ANONYMOUS } from '../kernel/scope.ts';
import { NOTHING_SIGNED, UNSIGNED, type Authentication } from './authentication.ts';
import { ALGORITHM, sameSignature } from './canonical.ts';
import { MALFORMED_CREDENTIAL, parseCredential, scopeFault, type ScopeFault } from './credential-scope.ts';
import type { Credential } from './credentials.ts';
import { postFields, type PostFields, type PostForm } from './post-form.ts';
import { parsePostPolicy, type PostCondition, type PostPolicy } from './post-policy-document.ts';
import { accessDenied, signatureDoesNotMatch } from './s3-refusals.ts';
import { S3_SESSION_REFUSALS, type S3AuthenticationOptions } from './s3-signature.ts';
import { findCredential } from './session.ts';
import { acceptVersion2, signatureV2 } from './sigv2.ts';

export type { PostForm } from './post-form.ts';

/** Sizes of the file in bytes, both inclusive. */
export interface PostLimits {
  readonly min: number;
  readonly max: number;
}

export interface PostAuthentication {
  readonly authentication: Authentication;
  /** The fields with `${filename}` replaced. */
  readonly fields: PostFields;
  readonly limits: PostLimits | undefined;
}

const V4_FIELDS = ['x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'x-amz-signature'];
const V2_FIELDS = ['awsaccesskeyid', 'signature'];

const invalidField = (message: string, name: string, value: string, more: object = {}): AwsError =>
  new AwsError({
    code: 'InvalidArgument',
    status: 400,
    message,
    details: { ArgumentName: name, ArgumentValue: value, ...more },
  });

/** The value of a field that must be there; named as S3 spells it. */
function required(fields: PostFields, name: string): string {
  const value = fields.get(name.toLowerCase());
  if (value !== undefined) return value;
  throw invalidField(
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    name,
    '',
  );
}

type Signed = Pick<Authentication, 'principal' | 'region' | 'signatureAgeMs'>;

const EMPTY_KEY: ScopeFault = {
  clause: 'a non-empty Access Key (AKID) must be provided in the credential.',
};

const signer = (fields: PostFields, accessKeyId: string, options: S3AuthenticationOptions): Credential =>
  findCredential(
    options.credentials,
    accessKeyId,
    fields.get('x-amz-security-token'),
    options.now,
    S3_SESSION_REFUSALS,
  );

function verifyV4(fields: PostFields, policy: string, options: S3AuthenticationOptions): Signed {
  const algorithm = required(fields, 'X-Amz-Algorithm');
  const credential = required(fields, 'X-Amz-Credential');
  const date = required(fields, 'X-Amz-Date');
  const signature = required(fields, 'X-Amz-Signature');
  if (algorithm !== ALGORITHM) {
    const message = 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"';
    throw invalidField(message, 'X-Amz-Algorithm', algorithm);
  }
  const signedAt = parseAmzDate(date);
  if (signedAt === undefined) {
    throw invalidField('X-Amz-Date must be formated via ISO8601 Long format', 'X-Amz-Date', date);
  }
  const scope = parseCredential(credential);
  let fault =
    scope === undefined ? MALFORMED_CREDENTIAL : scopeFault(scope, date.slice(0, 8), options.region);
  if (scope?.accessKeyId === '') fault = EMPTY_KEY;
  if (scope === undefined || fault !== undefined) {
    throw invalidField(fault?.clause ?? '', 'X-Amz-Credential', credential, fault?.details);
  }
  const { accessKeyId, region } = scope;
  const signing = signer(fields, accessKeyId, options);
  const key = signing.signingKey(scope.date, region, scope.service);
  if (!sameSignature(key.sign(policy), signature)) {
    throw signatureDoesNotMatch({ accessKeyId, stringToSign: policy, signatureProvided: signature });
  }
  return { principal: signing.principal, region, signatureAgeMs: options.now - signedAt };
}

function verifyV2(fields: PostFields, policy: string, options: S3AuthenticationOptions): Signed {
  acceptVersion2(options);
  const accessKeyId = required(fields, 'AWSAccessKeyId');
  const signature = required(fields, 'Signature');
  const signing = signer(fields, accessKeyId, options);
  if (!sameSignature(signatureV2(signing.secretAccessKey, policy), signature)) {
    throw signatureDoesNotMatch({ accessKeyId, stringToSign: policy, signatureProvided: signature });
  }
  return { principal: signing.principal };
}

const unlawful = (message: string): AwsError => accessDenied(`Invalid according to Policy: ${message}`);

function satisfied(condition: PostCondition, fields: PostFields, bucket: string): boolean {
  if (condition.operation === 'content-length-range') {
    return condition.min !== undefined && condition.max !== undefined;
  }
  if (!condition.field.startsWith('$')) return false;
  const name = condition.field.slice(1).toLowerCase();
  // The bucket is the one of the URL, whatever a field of that name says.
  const value = name === 'bucket' ? bucket : fields.get(name);
  if (value === undefined) return false;
  if (condition.operation === 'eq') return value === condition.value;
  const values = name === 'content-type' ? value.split(',').map((type) => type.trim()) : [value];
  return values.every((one) => one.startsWith(condition.value));
}

const NEED_NO_CONDITION = new Set(['policy', 'signature', 'awsaccesskeyid', 'x-amz-signature', 'file']);

/** Throws AccessDenied unless the form keeps to the policy; returns the sizes it allows. */
function enforce(
  policy: PostPolicy,
  form: PostForm,
  fields: PostFields,
  now: number,
): PostLimits | undefined {
  if (now > policy.expiration) throw unlawful('Policy expired.');
  const covered = new Set<string>();
  let limits: PostLimits | undefined;
  for (const condition of policy.conditions) {
    if (!satisfied(condition, fields, form.bucket)) {
      throw unlawful(`Policy Condition failed: ${condition.text}`);
    }
    if (condition.operation !== 'content-length-range') covered.add(condition.field.slice(1).toLowerCase());
    else {
      limits = {
        min: Math.max(limits?.min ?? 0, condition.min ?? 0),
        max: Math.min(limits?.max ?? Number.POSITIVE_INFINITY, condition.max ?? 0),
      };
    }
  }
  const extra = form.fields
    .map(([name]) => name)
    .filter((name) => {
      const key = name.toLowerCase();
      return !covered.has(key) && !NEED_NO_CONDITION.has(key) && !key.startsWith('x-ignore-');
    });
  if (extra.length > 0) throw unlawful(`Extra input fields: ${extra.join(', ')}`);
  return limits;
}

/** Throws what S3 answers to a form that it does not accept. */
export function authenticatePost(form: PostForm, options: S3AuthenticationOptions): PostAuthentication {
  const fields = postFields(form);
  required(fields, 'key');
  const encoded = fields.get('policy');
  const isV4 = V4_FIELDS.some((name) => fields.has(name));
  const isV2 = V2_FIELDS.some((name) => fields.has(name));
  if (encoded === undefined || (!isV4 && !isV2)) {
    const anonymous = { principal: ANONYMOUS, mechanism: 'anonymous', payload: UNSIGNED } as const;
    return { authentication: { ...NOTHING_SIGNED, ...anonymous }, fields, limits: undefined };
  }
  const signed = (isV4 ? verifyV4 : verifyV2)(fields, encoded, options);
  const limits = enforce(parsePostPolicy(encoded), form, fields, options.now);
  return {
    authentication: { ...NOTHING_SIGNED, ...signed, mechanism: 'post', payload: UNSIGNED },
    fields,
    limits,
  };
}

/** Throws EntityTooSmall or EntityTooLarge. @param size of the file in bytes, once it is known */
export function requireSize(size: number, limits: PostLimits | undefined): void {
  if (limits === undefined) return;
  const refuse = (code: string, message: string, bound: object): AwsError =>
    new AwsError({ code, status: 400, message, details: { ProposedSize: size, ...bound } });
  if (size > limits.max) {
    throw refuse('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
      MaxSizeAllowed: limits.max,
    });
  }
  if (size < limits.min) {
    throw refuse('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      MinSizeAllowed: limits.min,
    });
  }
}
