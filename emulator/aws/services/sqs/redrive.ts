/**
 * Redrive policies: which queue takes the messages that nobody could handle, and which queues may send theirs to this
 * one. Messages as AWS words them (aws.md section C.3; texts without a recording are the ones clients quote, 2026-11).
 */
import { parseArn } from '../../kernel/scope.ts';
import { invalidAttributeValue, invalidParameter } from './errors.ts';

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

export interface RedriveAllowPolicy {
  readonly redrivePermission: 'allowAll' | 'denyAll' | 'byQueue';
  readonly sourceQueueArns?: readonly string[];
}

const MOST_RECEIVES = 1_000;
const MOST_SOURCES = 10;

/** @throws AwsError InvalidAttributeValue, InvalidParameterValue */
export function parseRedrivePolicy(text: string): RedrivePolicy {
  const refuse = (reason: string) => invalidParameter('RedrivePolicy', text, reason);
  const policy = jsonObject(text);
  if (policy === undefined) {
    throw invalidAttributeValue('RedrivePolicy', 'Redrive policy is not a valid JSON map.');
  }
  for (const mandatory of ['maxReceiveCount', 'deadLetterTargetArn']) {
    if (policy[mandatory] === undefined) {
      throw refuse(`Redrive policy does not contain mandatory attribute: ${mandatory}.`);
    }
  }
  const { deadLetterTargetArn, maxReceiveCount } = policy;
  if (Object.keys(policy).length > 2) {
    throw refuse('Only following attributes are supported: [maxReceiveCount, deadLetterTargetArn].');
  }
  if (typeof deadLetterTargetArn !== 'string' || parseArn(deadLetterTargetArn)?.service !== 'sqs') {
    throw refuse('Invalid value for deadLetterTargetArn.');
  }
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > MOST_RECEIVES) {
    throw refuse(
      `Invalid value for maxReceiveCount: ${String(maxReceiveCount)}, valid values are from 1 to ${MOST_RECEIVES} both inclusive.`,
    );
  }
  return { deadLetterTargetArn, maxReceiveCount: count };
}

const UNSUPPORTED_FORMAT =
  "Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format.";

/** @throws AwsError InvalidAttributeValue, InvalidParameterValue */
export function parseRedriveAllowPolicy(text: string): RedriveAllowPolicy {
  const refuse = (reason: string) =>
    invalidParameter(
      'RedriveAllowPolicy',
      text,
      `Amazon SQS can't create the redrive allow policy. ${reason}`,
    );
  const policy = jsonObject(text);
  const permission = policy?.['redrivePermission'];
  const sources = policy?.['sourceQueueArns'];
  const wellFormed =
    policy !== undefined &&
    (permission === 'allowAll' || permission === 'denyAll' || permission === 'byQueue') &&
    Object.keys(policy).every((key) => key === 'redrivePermission' || key === 'sourceQueueArns') &&
    (sources === undefined || isTextList(sources));
  if (!wellFormed) throw invalidAttributeValue('RedriveAllowPolicy', UNSUPPORTED_FORMAT);
  if (permission !== 'byQueue') {
    if (sources === undefined) return { redrivePermission: permission };
    throw refuse('To specify one or more source queue ARNs, you must set redrivePermission to byQueue.');
  }
  if (sources === undefined || sources.length === 0) {
    throw refuse(
      'When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values.',
    );
  }
  if (sources.length > MOST_SOURCES) {
    throw refuse(`The maximum number of source queue ARNs you can specify is ${MOST_SOURCES}.`);
  }
  return { redrivePermission: permission, sourceQueueArns: sources };
}

/** Whether a dead-letter queue takes messages of the source. */
export const allowsSource = (allow: RedriveAllowPolicy, sourceArn: string): boolean =>
  allow.redrivePermission === 'allowAll' ||
  (allow.redrivePermission === 'byQueue' && (allow.sourceQueueArns ?? []).includes(sourceArn));

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
