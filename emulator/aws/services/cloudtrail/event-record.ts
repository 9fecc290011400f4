/**
 * A call as CloudTrail records it. Evidence: CloudTrail user guide "CloudTrail record contents" and "userIdentity
 * element", read 2026-11-20.
 *
 * Gaps: `responseElements` is always null; what a service renames in `requestParameters` beyond the first letter is
 * renamed for S3 only; names of Lambda's events carry no API version.
 */
import { toIsoSeconds } from '../../kernel/instant.ts';
import type { AuditedCall } from '../../kernel/ports.ts';
import type { Principal } from '../../kernel/scope.ts';
import { isDataEvent, isReadOnly } from './event-kinds.ts';
import { requestParameters } from './request-parameters.ts';

interface EventResource {
  readonly type: string;
  readonly ARN: string;
  readonly accountId?: string;
}

/** The members that are looked at again; the rest is only written. */
export interface EventRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly eventTime: string;
  readonly awsRegion: string;
  readonly readOnly: boolean;
  readonly managementEvent: boolean;
  readonly recipientAccountId: string;
  readonly userIdentity: { readonly accessKeyId?: string; readonly userName?: string; readonly arn?: string };
  readonly resources?: readonly EventResource[];
  readonly [member: string]: unknown;
}

/** S3 calls some operations by other names here than in its API. */
const EVENT_NAMES: Readonly<Record<string, string>> = { ListObjectsV2: 'ListObjects' };

export function eventRecord(call: AuditedCall, eventID: string): EventRecord {
  const { service, operation, scope, principal, error } = call;
  const data = isDataEvent(service, operation);
  const resources = resourcesOf(call);
  return {
    eventVersion: '1.11',
    userIdentity: identityOf(principal),
    eventTime: toIsoSeconds(call.at),
    eventSource: eventSource(service),
    eventName: (service === 's3' ? EVENT_NAMES[operation] : undefined) ?? operation,
    awsRegion: scope.region,
    sourceIPAddress: call.sourceIp ?? (principal.kind === 'service' ? principal.service : 'AWS Internal'),
    userAgent: call.userAgent === undefined ? 'AWS Internal' : `[${call.userAgent}]`,
    ...(error !== undefined && { errorCode: error.code, errorMessage: error.message }),
    requestParameters: requestParameters(service, call.input),
    responseElements: null,
    requestID: call.requestId,
    eventID,
    readOnly: isReadOnly(operation),
    ...(resources.length > 0 && { resources }),
    eventType: 'AwsApiCall',
    managementEvent: !data,
    recipientAccountId: scope.accountId,
    eventCategory: data ? 'Data' : 'Management',
  };
}

/** `s3.amazonaws.com` */
function eventSource(service: string): string {
  const signingName = SIGNING_NAMES[service];
  return `${signingName ?? service}.amazonaws.com`;
}

const SIGNING_NAMES: Readonly<Record<string, string>> = {
  'api-gateway': 'apigateway',
  cloudwatch: 'monitoring',
  'cloudwatch-logs': 'logs',
  'dynamodb-streams': 'dynamodb',
  eventbridge: 'events',
  'secrets-manager': 'secretsmanager',
  sfn: 'states',
};

function identityOf(principal: Principal): object {
  if (principal.kind === 'anonymous') {
    return { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
  }
  if (principal.kind === 'service') return { type: 'AWSService', invokedBy: principal.service };
  const { arn, accountId, accessKeyId, userId } = principal;
  const common = { principalId: userId, arn, accountId, accessKeyId };
  const role = /:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  if (role !== undefined) {
    const sessionIssuer = {
      type: 'Role',
      principalId: userId.split(':')[0],
      arn: `arn:aws:iam::${accountId}:role/${role}`,
      accountId,
      userName: role,
    };
    return { type: 'AssumedRole', ...common, sessionContext: { sessionIssuer } };
  }
  if (arn.endsWith(':root')) return { type: 'Root', ...common };
  return { type: 'IAMUser', ...common, userName: arn.slice(arn.lastIndexOf('/') + 1) };
}

function resourcesOf({ service, input, scope }: AuditedCall): readonly EventResource[] {
  if (service !== 's3') return [];
  const { Bucket, Key } = input as { readonly Bucket?: unknown; readonly Key?: unknown };
  if (typeof Bucket !== 'string') return [];
  const bucket = { type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${Bucket}`, accountId: scope.accountId };
  return typeof Key === 'string'
    ? [{ type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${Bucket}/${Key}` }, bucket]
    : [bucket];
}
