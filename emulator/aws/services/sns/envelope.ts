/**
 * What endpoints get: the envelope around a message for queues and HTTP endpoints, and the event for functions. Members
 * stand in AWS's order (aws.md section C.4, recorded 2023-08-24 and 2023-12-07); queues and HTTP endpoints get it laid
 * out over lines, functions get it in one. Messages of FIFO topics carry a sequence number and no signature.
 */
import { toIso, type Instant } from '../../kernel/instant.ts';
import type { PublishedAttributes } from './message-attributes.ts';
import type { Signing } from './signing.ts';

/** A message as it leaves SNS; what the outbox keeps. */
export interface Notification {
  readonly type: 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  readonly messageId: string;
  readonly topicArn: string;
  readonly message: string;
  readonly at: Instant;
  readonly subject?: string | undefined;
  readonly attributes?: PublishedAttributes;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  /** FIFO topics. */
  readonly sequence?: string | undefined;
  /** Confirmations. */
  readonly token?: string;
  readonly signatureVersion: '1' | '2';
}

export interface EnvelopeContext {
  readonly signing: Signing;
  /** `http://127.0.0.1:4566` */
  readonly endpoint: string;
  readonly subscriptionArn: string;
}

/** The envelope for queues and HTTP endpoints. */
export function envelope(notification: Notification, context: EnvelopeContext): string {
  const { type, messageId, topicArn, subject, message, sequence, token } = notification;
  const { attributes = {} } = notification;
  const confirms = type !== 'Notification';
  const members: Record<string, unknown> = {
    Type: type,
    MessageId: messageId,
    ...(token !== undefined && { Token: token }),
    ...(sequence !== undefined && { SequenceNumber: sequence }),
    TopicArn: topicArn,
    ...(subject !== undefined && { Subject: subject }),
    Message: message,
    ...(confirms && { SubscribeURL: subscribeUrl(notification, context) }),
    Timestamp: toIso(notification.at),
    ...(sequence === undefined && signature(notification, notification.signatureVersion, context, 'URL')),
    ...(!confirms && { UnsubscribeURL: unsubscribeUrl(context) }),
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
  };
  return layOut(members);
}

/** The event for functions, in which absent parts are there as null, and URLs are spelt differently. */
export function lambdaEvent(notification: Notification, context: EnvelopeContext): string {
  const { type, messageId, topicArn, subject, message, attributes = {} } = notification;
  const Sns = {
    Type: type,
    MessageId: messageId,
    TopicArn: topicArn,
    Subject: subject ?? null,
    Message: message,
    Timestamp: toIso(notification.at),
    ...signature(notification, '1', context, 'Url'),
    UnsubscribeUrl: unsubscribeUrl(context),
    MessageAttributes: attributes,
  };
  const { subscriptionArn: EventSubscriptionArn } = context;
  return JSON.stringify({
    Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn, Sns }],
  });
}

function signature(
  notification: Notification,
  version: '1' | '2',
  context: EnvelopeContext,
  url: 'URL' | 'Url',
): Record<string, string> {
  const { type, message, messageId, subject, token, topicArn } = notification;
  const fields = {
    Message: message,
    MessageId: messageId,
    ...(type === 'Notification'
      ? { ...(subject !== undefined && { Subject: subject }) }
      : { SubscribeURL: subscribeUrl(notification, context) }),
    Timestamp: toIso(notification.at),
    ...(token !== undefined && { Token: token }),
    TopicArn: topicArn,
    Type: type,
  };
  return {
    SignatureVersion: version,
    Signature: context.signing.sign(fields, version),
    [`SigningCert${url}`]: `${context.endpoint}/${context.signing.certificateName()}`,
  };
}

const subscribeUrl = ({ topicArn, token }: Notification, { endpoint }: EnvelopeContext): string =>
  `${endpoint}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`;

const unsubscribeUrl = ({ endpoint, subscriptionArn }: EnvelopeContext): string =>
  `${endpoint}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`;

/** JSON as AWS lays it out: one member a line, a space on both sides of the colon. */
function layOut(members: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(members).map(([name, value]) => `  "${name}" : ${layOutValue(value)}`);
  return `{\n${lines.join(',\n')}\n}`;
}

function layOutValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const lines = Object.entries(value).map(
    ([name, inner]) => `    ${JSON.stringify(name)} : ${JSON.stringify(inner)}`,
  );
  return `{\n${lines.join(',\n')}\n  }`;
}
