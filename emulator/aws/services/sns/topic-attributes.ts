/**
 * Attributes of topics: which may be set, and what values they take (API reference CreateTopic, 2026-11).
 *
 * Gaps: feedback roles and sample rates, TracingConfig and DisplayName are kept and returned, and do not act. Message
 * archiving and data protection are refused as not implemented.
 */
import { parsePolicy } from '../../auth/policy/parse.ts';
import { notImplemented } from '../../kernel/aws-error.ts';
import { checkDeliveryPolicy } from './delivery-policy.ts';
import { invalidParameter } from './errors.ts';

type Check = (value: string, name: string) => void;

const anything: Check = () => undefined;

const RULES: Readonly<Record<string, Check>> = {
  DisplayName: (value) => {
    if (value.length > 100) throw invalidParameter('DisplayName');
  },
  Policy: (value) => {
    const parsed = parsePolicy(value, { principal: 'required', resource: 'optional' });
    if ('fault' in parsed) throw invalidParameter(`Policy Error: null`);
  },
  DeliveryPolicy: checkDeliveryPolicy,
  KmsMasterKeyId: anything,
  TracingConfig: oneOf('PassThrough', 'Active'),
  SignatureVersion: oneOf('1', '2'),
  MaximumMessageSize: (value, name) => {
    const size = Number(value);
    if (!/^\d+$/.test(value) || size < 1_024 || size > 1_048_576) throw invalidParameter(name);
  },
};

const FIFO_RULES: Readonly<Record<string, Check>> = {
  ContentBasedDeduplication: oneOf('true', 'false'),
  FifoThroughputScope: oneOf('Topic', 'MessageGroup'),
};

const FEEDBACK =
  /^(HTTP|Firehose|Lambda|Application|SQS)(SuccessFeedback(RoleArn|SampleRate)|FailureFeedbackRoleArn)$/;

/** Which attributes AWS lets an empty value take away. */
const REMOVABLE = new Set(['Policy', 'DeliveryPolicy', 'KmsMasterKeyId']);

/**
 * Checks one attribute.
 *
 * @throws AwsError InvalidParameter; NotImplemented for what safelight does not do
 */
export function checkTopicAttribute(name: string, value: string, fifo: boolean): void {
  if (name === 'ArchivePolicy' || name === 'DataProtectionPolicy') throw notImplemented('sns', name);
  const check =
    RULES[name] ?? (fifo ? FIFO_RULES[name] : undefined) ?? (FEEDBACK.test(name) ? anything : undefined);
  if (check === undefined) throw invalidParameter('AttributeName');
  if (value !== '' || !REMOVABLE.has(name)) check(value, name);
}

/** Sets an attribute, or takes it away. */
export function withAttribute(
  attributes: Readonly<Record<string, string>>,
  name: string,
  value: string,
): Record<string, string> {
  const { [name]: _, ...others } = attributes;
  return value === '' && REMOVABLE.has(name) ? others : { ...others, [name]: value };
}

function oneOf(...values: readonly string[]): Check {
  return (value, name) => {
    if (!values.includes(value)) throw invalidParameter(name);
  };
}
