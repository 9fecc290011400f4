/**
 * Event messages, to the byte: the order of members is that of delivered ones.
 *
 * Evidence: fact sheet S3 §9.1, §9.4, §9.5 (recorded 2025-01); that EventBridge gets no sequencer with restores, answers
 * that LocalStack recorded from AWS (test_s3_notifications_eventbridge.py, July 2023).
 * Gaps: how an anonymous requester is written was never captured; here `Anonymous`, and `-` for EventBridge.
 */
import { createHash } from 'node:crypto';
import { toIso, type Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Call } from '../../kernel/operation.ts';
import type { BusEvent } from '../../kernel/ports.ts';
import { bucketArn, type Bucket } from './bucket.ts';
import type { ObjectEvent } from './object-event.ts';

/** Who brought an event about, from where and under which request. */
export interface EventOrigin {
  readonly at: Instant;
  readonly principalId: string;
  /** Account, or `s3.amazonaws.com`. */
  readonly requester: string;
  /** Lifecycle has none as far as EventBridge is concerned. */
  readonly sourceIp: string;
  readonly requestId: string;
  readonly hostId: string;
  readonly cause: Cause;
  /** The request's own `X-Amzn-Trace-Id`, which queues pass on. */
  readonly trace?: string | undefined;
}

export function originOf(call: Call): EventOrigin {
  const { principal, wire } = call;
  return {
    at: call.now,
    principalId: principalIdOf(call),
    requester:
      principal.kind === 'user'
        ? principal.accountId
        : principal.kind === 'service'
          ? principal.service
          : '-',
    sourceIp: wire?.sourceIp ?? (principal.kind === 'service' ? principal.service : 'AWS Internal'),
    requestId: call.requestId,
    hostId: call.hostId ?? '',
    cause: call.seq,
    trace: wire?.headers['x-amzn-trace-id'],
  };
}

/** What S3 does on its own: lifecycle, restores. */
export const ownOrigin = (at: Instant, requestId: string, hostId: string, cause: Cause): EventOrigin => ({
  at,
  requestId,
  hostId,
  cause,
  principalId: 's3.amazonaws.com',
  requester: 's3.amazonaws.com',
  sourceIp: 's3.amazonaws.com',
});

/** What S3 finishes for the customer who began it. */
export const customerOrigin = (bucket: Bucket, own: EventOrigin): EventOrigin => ({
  ...own,
  principalId: `AmazonCustomer:${ownerPrincipalId(bucket.account)}`,
});

function principalIdOf({ principal }: Call): string {
  if (principal.kind === 'user') return `AWS:${principal.userId}`;
  return principal.kind === 'service' ? principal.service : 'Anonymous';
}

/** `0055AED6DCD90281E5`: grows with every event of a key. */
export const sequencer = (at: Instant, counter: number): string =>
  `00${hex(Math.floor(at / 1000))}${hex(counter)}`;

const hex = (value: number): string => (value % 2 ** 32).toString(16).toUpperCase().padStart(8, '0');

/** The message that queues, topics and functions get. */
export function eventMessage(
  bucket: Bucket,
  event: ObjectEvent,
  origin: EventOrigin,
  configurationId: string,
  sequence: string,
): string {
  const record = {
    eventVersion: event.schema,
    eventSource: 'aws:s3',
    awsRegion: bucket.region,
    eventTime: toIso(origin.at),
    eventName: event.name,
    userIdentity: { principalId: origin.principalId },
    requestParameters: { sourceIPAddress: origin.sourceIp },
    responseElements: { 'x-amz-request-id': origin.requestId, 'x-amz-id-2': origin.hostId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: ownerPrincipalId(bucket.account) },
        arn: bucketArn(bucket.name),
      },
      object: {
        key: formEncodedKey(event.key),
        size: event.size,
        eTag: event.etag,
        versionId: event.versionId,
        sequencer: event.sequenced ? sequence : undefined,
      },
    },
    ...event.extra,
  };
  return JSON.stringify({ Records: [record] });
}

/** The event for EventBridge; undefined when EventBridge does not hear of this kind. */
export function busEvent(
  bucket: Bucket,
  event: ObjectEvent,
  origin: EventOrigin,
  sequence: string,
): BusEvent | undefined {
  if (event.bridge === undefined) return undefined;
  const { detailType, reason, sequenced = event.sequenced, extra } = event.bridge;
  return {
    source: 'aws.s3',
    detailType,
    resources: [bucketArn(bucket.name)],
    at: origin.at,
    detail: {
      version: '0',
      bucket: { name: bucket.name },
      object: {
        key: event.key,
        size: event.size,
        etag: event.etag,
        'version-id': event.versionId,
        sequencer: sequenced ? sequence : undefined,
      },
      'request-id': origin.requestId,
      requester: origin.requester,
      'source-ip-address': origin.requester === 's3.amazonaws.com' ? undefined : origin.sourceIp,
      reason,
      ...extra,
    },
  };
}

/** Keys in messages are form-urlencoded, but keep their slashes. */
const formEncodedKey = (key: string): string =>
  encodeURIComponent(key)
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+');

/** The test event that a queue or topic gets when it is configured. */
export const testMessage = (bucket: string, origin: EventOrigin): string =>
  JSON.stringify({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: toIso(origin.at),
    Bucket: bucket,
    RequestId: origin.requestId,
    HostId: origin.hostId,
  });

/** A bucket's owner as events name it: `A3NL1KOZZKExample`. */
const ownerPrincipalId = (account: string): string => {
  const digits = BigInt(`0x${createHash('sha256').update(`principal/${account}`).digest('hex')}`);
  return `A${digits.toString(36).toUpperCase().slice(0, 13)}`;
};
