/**
 * What S3 answers when it refuses. Codes, statuses, texts and the order of the extra elements are those of the wire;
 * every text is written here once. Trailing periods and double spaces are S3's own.
 *
 * Evidence: fact sheet S3 §1.3, §11 and the section each group names; recorded against AWS 2025-01 to 2026-10.
 * Validation texts that belong to one configuration (lifecycle, website) stand beside its rules.
 */
import { AwsError, type ErrorDetails } from '../../kernel/aws-error.ts';

type Headers = Readonly<Record<string, string>>;

const refuse = (
  status: number,
  code: string,
  message: string,
  details: ErrorDetails = {},
  headers: Headers = {},
): AwsError => new AwsError({ status, code, message, details, headers });

export const invalidArgument = (message: string, name?: string, value?: string): AwsError =>
  refuse(400, 'InvalidArgument', message, { ArgumentName: name, ArgumentValue: value });

export const invalidRequest = (message: string): AwsError => refuse(400, 'InvalidRequest', message);

export const malformedXml = (): AwsError =>
  refuse(
    400,
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );

export const accessDenied = (message = 'Access Denied'): AwsError => refuse(403, 'AccessDenied', message);

/** A header whose meaning S3 knows but does not accept here (§11.3). */
export const headerNotImplemented = (header: string, additionalMessage?: string): AwsError =>
  refuse(501, 'NotImplemented', 'A header you provided implies functionality that is not implemented', {
    Header: header,
    additionalMessage,
  });

export const methodNotAllowed = (method: string, resourceType: string, headers: Headers): AwsError =>
  refuse(
    405,
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    { Method: method, ResourceType: resourceType },
    headers,
  );

export const missingRequiredHeader = (header: string): AwsError =>
  invalidRequest(`Missing required header for this request: ${header}`);

export const missingSecurityHeader = (header: string): AwsError =>
  refuse(400, 'MissingSecurityHeader', 'Your request was missing a required header', {
    MissingHeaderName: header,
  });

export const unexpectedContent = (): AwsError =>
  refuse(400, 'UnexpectedContent', 'This request does not support content');

// Buckets: §1.5, §11.12

export const noSuchBucket = (bucket: string): AwsError =>
  refuse(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: bucket });

export const invalidBucketName = (bucket: string): AwsError =>
  refuse(400, 'InvalidBucketName', 'The specified bucket is not valid.', { BucketName: bucket });

export const bucketAlreadyOwnedByYou = (bucket: string): AwsError =>
  refuse(
    409,
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    { BucketName: bucket },
  );

export const bucketAlreadyExists = (bucket: string): AwsError =>
  refuse(
    409,
    'BucketAlreadyExists',
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    { BucketName: bucket },
  );

export const bucketNotEmpty = (bucket: string, versioned: boolean): AwsError =>
  refuse(
    409,
    'BucketNotEmpty',
    versioned
      ? 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.'
      : 'The bucket you tried to delete is not empty',
    { BucketName: bucket },
  );

export const invalidLocationConstraint = (constraint: string): AwsError =>
  refuse(400, 'InvalidLocationConstraint', 'The specified location-constraint is not valid', {
    LocationConstraint: constraint,
  });

export const publicAclBlocked = (): AwsError =>
  refuse(
    400,
    'InvalidBucketAclWithBlockPublicAccessError',
    'Bucket cannot have public ACLs set with BlockPublicAccess enabled',
  );

export const illegalLocationConstraint = (constraint: string | undefined): AwsError =>
  refuse(
    400,
    'IllegalLocationConstraintException',
    `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );

export const permanentRedirect = (bucket: string, region: string): AwsError =>
  refuse(
    301,
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    { Endpoint: `${bucket}.s3.${region}.amazonaws.com`, Bucket: bucket },
    { 'x-amz-bucket-region': region },
  );

export const invalidBucketOwner = (value: string): AwsError =>
  refuse(
    400,
    'InvalidBucketOwnerAWSAccountID',
    `The value of the expected bucket owner parameter must be an AWS Account ID... [${value}]`,
  );

export const invalidBucketState = (message: string): AwsError => refuse(409, 'InvalidBucketState', message);

/** What a bucket answers that was never given a configuration of a kind. */
const ABSENT = {
  cors: ['NoSuchCORSConfiguration', 'The CORS configuration does not exist'],
  lifecycle: ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'],
  objectLock: [
    'ObjectLockConfigurationNotFoundError',
    'Object Lock configuration does not exist for this bucket',
  ],
  ownership: ['OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'],
  policy: ['NoSuchBucketPolicy', 'The bucket policy does not exist'],
  publicAccessBlock: [
    'NoSuchPublicAccessBlockConfiguration',
    'The public access block configuration was not found',
  ],
  replication: ['ReplicationConfigurationNotFoundError', 'The replication configuration was not found'],
  tags: ['NoSuchTagSet', 'The TagSet does not exist'],
  website: ['NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration'],
} as const;

export type AbsentKind = keyof typeof ABSENT;

export const noSuchConfiguration = (kind: AbsentKind, bucket: string): AwsError => {
  const [code, message] = ABSENT[kind];
  return refuse(404, code, message, { BucketName: bucket });
};

/** Of the kinds that a bucket may have several of. */
export const noSuchNamedConfiguration = (): AwsError =>
  refuse(404, 'NoSuchConfiguration', 'The specified configuration does not exist.');

// Objects and versions: §5, §6, §7, §11.1

export const noSuchKey = (key: string, headers: Headers = {}): AwsError =>
  refuse(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key }, headers);

export const noSuchVersion = (key: string, versionId: string): AwsError =>
  refuse(404, 'NoSuchVersion', 'The specified version does not exist.', { Key: key, VersionId: versionId });

export const invalidVersionId = (value: string): AwsError =>
  invalidArgument('Invalid version id specified', 'versionId', value);

export const emptyVersionId = (): AwsError =>
  invalidArgument('Version id cannot be the empty string', 'versionId', '');

export const keyTooLong = (size: number): AwsError =>
  refuse(400, 'KeyTooLongError', 'Your key is too long', { Size: size, MaxSizeAllowed: 1024 });

export const userKeyMustBeSpecified = (): AwsError =>
  refuse(400, 'UserKeyMustBeSpecified', 'User key must be specified.');

export const metadataTooLarge = (size: number): AwsError =>
  refuse(400, 'MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
    Size: size,
    MaxSizeAllowed: 2048,
  });

export const invalidStorageClass = (storageClass: string): AwsError =>
  refuse(400, 'InvalidStorageClass', 'The storage class you specified is not valid', {
    StorageClassRequested: storageClass,
  });

export const invalidObjectState = (storageClass: string): AwsError =>
  refuse(403, 'InvalidObjectState', "The operation is not valid for the object's storage class", {
    StorageClass: storageClass,
  });

export const invalidRange = (range: string, size: number): AwsError =>
  refuse(416, 'InvalidRange', 'The requested range is not satisfiable', {
    RangeRequested: range,
    ActualObjectSize: size,
  });

export const invalidPartNumber = (requested: number, actual: number): AwsError =>
  refuse(416, 'InvalidPartNumber', 'The requested partnumber is not satisfiable', {
    PartNumberRequested: requested,
    ActualPartCount: actual,
  });

export const invalidRedirectLocation = (): AwsError =>
  refuse(
    400,
    'InvalidRedirectLocation',
    "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
  );

export const entityTooLarge = (size: number, most: number): AwsError =>
  refuse(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    ProposedSize: size,
    MaxSizeAllowed: most,
  });

export const missingContentLength = (): AwsError =>
  refuse(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');

// Conditions: §11.2, §11.3

export const preconditionFailed = (condition: string): AwsError =>
  refuse(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });

/** A 304 is no error to HTTP, but it ends a GET as one: no body, only validators. */
export const notModified = (headers: Headers): AwsError =>
  refuse(304, 'NotModified', 'Not Modified', {}, headers);

export const conditionalRequestConflict = (condition: string, key: string): AwsError =>
  refuse(
    409,
    'ConditionalRequestConflict',
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
    { Condition: condition, Key: key },
  );

// Digests: §1.3, §11.6

export const invalidHeader = (name: string): AwsError =>
  invalidRequest(`Value for ${name} header is invalid.`);

export const severalChecksums = (): AwsError =>
  invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');

export const invalidDigest = (contentMd5: string): AwsError =>
  refuse(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.', { 'Content-MD5': contentMd5 });

export const badContentMd5 = (expected: string, calculated: string): AwsError =>
  refuse(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.', {
    ExpectedDigest: expected,
    CalculatedDigest: calculated,
  });

export const badDigest = (message: string): AwsError => refuse(400, 'BadDigest', message);

export const contentSha256Mismatch = (client: string, computed: string): AwsError =>
  refuse(
    400,
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    { ClientComputedContentSHA256: client, S3ComputedContentSHA256: computed },
  );

export const malformedTrailer = (): AwsError =>
  refuse(
    400,
    'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  );

// Multipart uploads: §1.3, §11.5

export const noSuchUpload = (uploadId: string): AwsError =>
  refuse(
    404,
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { UploadId: uploadId },
  );

export const invalidPart = (uploadId: string, partNumber: number, etag: string): AwsError =>
  refuse(
    400,
    'InvalidPart',
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { UploadId: uploadId, PartNumber: partNumber, ETag: etag },
  );

export const invalidPartOrder = (uploadId: string): AwsError =>
  refuse(
    400,
    'InvalidPartOrder',
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
    { UploadId: uploadId },
  );

export const partTooSmall = (size: number, least: number, partNumber: number, etag: string): AwsError =>
  refuse(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
    ProposedSize: size,
    MinSizeAllowed: least,
    PartNumber: partNumber,
    ETag: etag,
  });

// Tags: §11.9

export const invalidTag = (message: string, key: string, value?: string): AwsError =>
  refuse(400, 'InvalidTag', message, { TagKey: key, TagValue: value });

export const badRequest = (message: string): AwsError => refuse(400, 'BadRequest', message);

// Access: §10.3, §10.5

export const aclNotSupported = (): AwsError =>
  refuse(400, 'AccessControlListNotSupported', 'The bucket does not allow ACLs');

export const malformedAcl = (): AwsError =>
  refuse(
    400,
    'MalformedACLError',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );

/** AWS has stopped taking grantees by their email address. */
export const emailGrantee = (): AwsError => methodNotAllowed('PUT', 'ACL', {});

export const invalidBucketAcl = (): AwsError =>
  refuse(
    400,
    'InvalidBucketAclWithObjectOwnership',
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  );

// Other configurations

export const illegalVersioning = (): AwsError =>
  refuse(400, 'IllegalVersioningConfigurationException', 'The Versioning element must be specified');

export const invalidEncryptionAlgorithm = (algorithm: string): AwsError =>
  refuse(
    400,
    'InvalidEncryptionAlgorithmError',
    'The Encryption request you specified is not valid. Supported value: AES256.',
    { ArgumentName: 'x-amz-server-side-encryption', ArgumentValue: algorithm },
  );

export const noSuchObjectLock = (): AwsError =>
  refuse(
    404,
    'NoSuchObjectLockConfiguration',
    'The specified object does not have a ObjectLock configuration',
  );

export const objectLocked = (): AwsError =>
  accessDenied('Access Denied because object protected by object lock.');

export const restoreNotAllowed = (): AwsError =>
  refuse(403, 'InvalidObjectState', "Restore is not allowed for the object's current storage class");

export const restoreInProgress = (): AwsError =>
  refuse(409, 'RestoreAlreadyInProgress', 'Object restore is already in progress');

export const invalidLoggingTarget = (target: string): AwsError =>
  refuse(400, 'InvalidTargetBucketForLogging', 'The target bucket for logging does not exist', {
    TargetBucket: target,
  });

/** The misspelt code and the trailing space are S3's. */
/** us-east-1 is no location. */
export const crossLocationLogging = (source: string, target: string): AwsError =>
  refuse(403, 'CrossLocationLoggingProhibitted', 'Cross S3 location logging not allowed. ', {
    SourceBucketLocation: source === 'us-east-1' ? undefined : source,
    TargetBucketLocation: target,
  });
