/**
 * How the services other than S3 name and number the refusals they share. The texts are the same everywhere; codes and
 * statuses go by protocol.
 *
 * Evidence: dynalite 4 (captured from DynamoDB, 2013–2026), published answers of SQS, SNS, STS and Kinesis
 * (2014–2025), fact sheet AWS §E.1 and §F.3, API reference "Common errors".
 * Gaps (unverified): 403 for query-compatible JSON (SQS, CloudWatch) and for the REST services; that five minutes of
 * skew, seen with Kinesis, Rekognition and DynamoDB, hold for every JSON service.
 */
import { AwsError } from '../kernel/aws-error.ts';
import { minutes, type Duration } from '../kernel/instant.ts';
import type { ProtocolName } from '../wire/service-traits.ts';

export type RefusalFamily =
  /** awsQuery and restXml: IAM, STS, SNS, CloudFormation, CloudFront. */
  | 'query'
  /** awsJson and rpc-v2-cbor: DynamoDB, KMS, Step Functions, EventBridge. */
  | 'json'
  /** awsJson of a service that spoke awsQuery before: SQS and CloudWatch. */
  | 'query-compatible-json'
  /** restJson1: Lambda, API Gateway. */
  | 'rest-json';

/** The family of a request's protocol; query-compatible services answer JSON clients with the old codes besides. */
export function familyOf(protocol: ProtocolName, queryCompatible: boolean): RefusalFamily {
  switch (protocol) {
    case 'aws-query':
    case 'rest-xml':
    case 's3':
      return 'query';
    case 'rest-json':
      return 'rest-json';
    default:
      return queryCompatible ? 'query-compatible-json' : 'json';
  }
}

interface Names {
  readonly query: string;
  readonly json: string;
}

const NAMES = {
  missingToken: { query: 'MissingAuthenticationToken', json: 'MissingAuthenticationTokenException' },
  incomplete: { query: 'IncompleteSignature', json: 'IncompleteSignatureException' },
  mismatch: { query: 'SignatureDoesNotMatch', json: 'InvalidSignatureException' },
  unknownKey: { query: 'InvalidClientTokenId', json: 'UnrecognizedClientException' },
  expiredToken: { query: 'ExpiredToken', json: 'ExpiredTokenException' },
} as const satisfies Record<string, Names>;

export type Refusal = keyof typeof NAMES;

/** How far a signer's clock may be off. */
export const maxSkew = (family: RefusalFamily): Duration =>
  minutes(family === 'query' || family === 'query-compatible-json' ? 15 : 5);

function statusOf(family: RefusalFamily, refusal: Refusal): number {
  if (family === 'json') return 400;
  return refusal === 'incomplete' && family !== 'rest-json' ? 400 : 403;
}

export function refuse(family: RefusalFamily, refusal: Refusal, message: string): AwsError {
  const names = NAMES[refusal];
  return new AwsError({
    code: family === 'query' ? names.query : names.json,
    status: statusOf(family, refusal),
    message,
    ...(family === 'query-compatible-json' && {
      headers: { 'x-amzn-query-error': `${names.query};Sender` },
    }),
  });
}
