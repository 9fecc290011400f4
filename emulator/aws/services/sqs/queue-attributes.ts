/**
 * Attributes of queues: which exist, what may be set, and what values they take (aws.md section C.2; API reference
 * CreateQueue and SetQueueAttributes, 2026-11). Values are strings on the wire and stay strings here.
 *
 * Gaps: policies are checked for their form, not for whether each action and principal exists.
 */
import { parsePolicy } from '../../auth/policy/parse.ts';
import { invalidAttributeName, invalidAttributeValue, unknownAttribute } from './errors.ts';
import { parseRedriveAllowPolicy, parseRedrivePolicy } from './redrive.ts';

type Values = Readonly<Record<string, string>>;

interface Rule {
  /** Only FIFO queues have it. */
  readonly fifo?: true;
  /** An empty value takes the attribute away. */
  readonly removable?: true;
  /** The value as it is kept. Throws what AWS answers when there is something wrong with it. */
  readonly read: (value: string, name: string) => string;
}

/** What a client may give to CreateQueue; FifoQueue can only be given there. */
const RULES: Readonly<Record<string, Rule>> = {
  DelaySeconds: { read: wholeNumber(0, 900) },
  MaximumMessageSize: { read: wholeNumber(1_024, 1_048_576) },
  MessageRetentionPeriod: { read: wholeNumber(60, 1_209_600) },
  ReceiveMessageWaitTimeSeconds: { read: wholeNumber(0, 20) },
  VisibilityTimeout: { read: wholeNumber(0, 43_200) },
  Policy: { removable: true, read: policyDocument },
  RedrivePolicy: { removable: true, read: (value) => JSON.stringify(parseRedrivePolicy(value)) },
  RedriveAllowPolicy: { removable: true, read: (value) => JSON.stringify(parseRedriveAllowPolicy(value)) },
  KmsMasterKeyId: { removable: true, read: (value) => value },
  KmsDataKeyReusePeriodSeconds: { read: wholeNumber(60, 86_400) },
  SqsManagedSseEnabled: { read: oneOf('true', 'false') },
  FifoQueue: { fifo: true, read: oneOf('true', 'false') },
  ContentBasedDeduplication: { fifo: true, read: oneOf('true', 'false') },
  DeduplicationScope: { fifo: true, read: oneOf('queue', 'messageGroup') },
  FifoThroughputLimit: { fifo: true, read: oneOf('perQueue', 'perMessageGroupId') },
};

/** What SQS itself says about a queue. */
const REPORTED = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
];

/** Every attribute that GetQueueAttributes knows by name. */
export const ATTRIBUTE_NAMES: ReadonlySet<string> = new Set([...Object.keys(RULES), ...REPORTED]);

/**
 * Checks attributes and brings them into the form that is kept; an empty value means that the attribute goes.
 *
 * @throws AwsError InvalidAttributeName, InvalidAttributeValue, InvalidParameterValue
 */
export function readAttributes(attributes: Values, fifo: boolean): Values {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    if (rule === undefined || (rule.fifo && !fifo)) throw unknownAttribute(name);
    kept[name] = rule.removable && value === '' ? '' : rule.read(value, name);
  }
  return kept;
}

/**
 * The set attributes of a queue after a change.
 *
 * @throws AwsError InvalidAttributeName when both kinds of encryption are asked for, InvalidAttributeValue
 */
export function changeAttributes(before: Values, change: Values): Values {
  if (change['KmsMasterKeyId'] && change['SqsManagedSseEnabled'] === 'true') throw oneEncryption();
  if (before['KmsMasterKeyId'] && change['KmsMasterKeyId'] === undefined) {
    if (change['SqsManagedSseEnabled'] === 'true') throw oneEncryption();
  }
  const after: Record<string, string> = { ...before, ...change };
  if (change['KmsMasterKeyId']) delete after['SqsManagedSseEnabled'];
  for (const [name, value] of Object.entries(after)) if (value === '') delete after[name];
  if (after['KmsMasterKeyId'] === undefined) delete after['KmsDataKeyReusePeriodSeconds'];
  if (
    after['FifoThroughputLimit'] === 'perMessageGroupId' &&
    after['DeduplicationScope'] !== 'messageGroup'
  ) {
    throw invalidAttributeValue('FifoThroughputLimit');
  }
  return after;
}

const oneEncryption = () =>
  invalidAttributeName(
    'You can use one type of server-side encryption (SSE) at one time. ' +
      'You can either enable KMS SSE or SQS SSE.',
  );

function wholeNumber(least: number, most: number): Rule['read'] {
  return (value, name) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < least || number > most) throw invalidAttributeValue(name);
    return String(number);
  };
}

function oneOf(...values: readonly string[]): Rule['read'] {
  return (value, name) => {
    const match = values.find((known) => known === value);
    if (match === undefined) throw invalidAttributeValue(name);
    return match;
  };
}

function policyDocument(value: string, name: string): string {
  const parsed = parsePolicy(value, { principal: 'required', resource: 'optional' });
  if ('fault' in parsed) throw invalidAttributeValue(name);
  return value;
}
