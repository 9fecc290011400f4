/**
 * How often and when SNS tries again. Endpoints that AWS manages (queues, functions) are tried for 23 days; HTTP
 * endpoints as the topic's and the subscription's delivery policy say (developer guide "Message delivery retries",
 * 2026-11; the shapes and defaults of policies recorded 2024-10-03).
 *
 * Gaps: `throttlePolicy` and `sicklyRetryPolicy` are kept and returned, and do not act.
 */
import { seconds, type Duration } from '../../kernel/instant.ts';
import { invalidParameter } from './errors.ts';

interface RetryPolicy {
  readonly minDelayTarget: number;
  readonly maxDelayTarget: number;
  readonly numRetries: number;
  readonly numMaxDelayRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly backoffFunction: 'linear' | 'arithmetic' | 'geometric' | 'exponential';
}

const DEFAULT_RETRIES: RetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
};

const MANAGED_RETRIES: RetryPolicy = {
  minDelayTarget: 1,
  maxDelayTarget: 20,
  numRetries: 100_015,
  numMaxDelayRetries: 100_000,
  numNoDelayRetries: 3,
  numMinDelayRetries: 2,
  backoffFunction: 'exponential',
};

const DEFAULT_CONTENT_TYPE = 'text/plain; charset=UTF-8';

interface RequestPolicy {
  readonly headerContentType?: string;
}

interface TopicPolicy {
  readonly http?: {
    readonly defaultHealthyRetryPolicy?: Partial<RetryPolicy>;
    readonly disableSubscriptionOverrides?: boolean;
    readonly defaultRequestPolicy?: RequestPolicy;
    readonly defaultThrottlePolicy?: object;
  };
}

interface SubscriptionPolicy {
  readonly healthyRetryPolicy?: Partial<RetryPolicy> | null;
  readonly sicklyRetryPolicy?: object | null;
  readonly throttlePolicy?: object | null;
  readonly requestPolicy?: RequestPolicy | null;
  readonly guaranteed?: boolean;
}

/** What applies to the deliveries of one subscription. */
export interface EffectivePolicy {
  readonly retries: RetryPolicy;
  readonly contentType: string;
}

/** EffectiveDeliveryPolicy of a topic. */
export function effectiveTopicPolicy(policy: string | undefined): object {
  const { http } = readJson<TopicPolicy>(policy);
  return {
    http: {
      defaultHealthyRetryPolicy: { ...DEFAULT_RETRIES, ...http?.defaultHealthyRetryPolicy },
      disableSubscriptionOverrides: http?.disableSubscriptionOverrides ?? false,
      ...(http?.defaultThrottlePolicy !== undefined && {
        defaultThrottlePolicy: http.defaultThrottlePolicy,
      }),
      defaultRequestPolicy: { headerContentType: DEFAULT_CONTENT_TYPE, ...http?.defaultRequestPolicy },
    },
  };
}

/** DeliveryPolicy of a subscription, as AWS returns it: with every part, absent ones as null. */
export function subscriptionPolicy(policy: string): object {
  const given = readJson<SubscriptionPolicy>(policy);
  const { healthyRetryPolicy: retries } = given;
  return {
    healthyRetryPolicy: retries ? { ...DEFAULT_RETRIES, ...retries } : null,
    sicklyRetryPolicy: given.sicklyRetryPolicy ?? null,
    throttlePolicy: given.throttlePolicy ?? null,
    requestPolicy: given.requestPolicy ?? null,
    guaranteed: given.guaranteed ?? false,
  };
}

/** EffectiveDeliveryPolicy of a subscription. */
export function effectiveSubscriptionPolicy(
  policy: string | undefined,
  topicPolicy: string | undefined,
): object {
  const { retries, contentType } = effectivePolicy(policy, topicPolicy);
  const given = readJson<SubscriptionPolicy>(policy);
  return {
    healthyRetryPolicy: retries,
    sicklyRetryPolicy: given.sicklyRetryPolicy ?? null,
    throttlePolicy: given.throttlePolicy ?? null,
    requestPolicy: { headerContentType: contentType },
    guaranteed: given.guaranteed ?? false,
  };
}

export function effectivePolicy(
  policy: string | undefined,
  topicPolicy: string | undefined,
): EffectivePolicy {
  const { http: topic } = readJson<TopicPolicy>(topicPolicy);
  const own = topic?.disableSubscriptionOverrides ? {} : readJson<SubscriptionPolicy>(policy);
  return {
    retries: { ...DEFAULT_RETRIES, ...(own.healthyRetryPolicy ?? topic?.defaultHealthyRetryPolicy) },
    contentType:
      own.requestPolicy?.headerContentType ??
      topic?.defaultRequestPolicy?.headerContentType ??
      DEFAULT_CONTENT_TYPE,
  };
}

/** How long to wait before the `retry`-th further attempt, 1 being the first; `undefined` when there is none. */
export function retryDelay(
  protocol: string,
  policy: EffectivePolicy | undefined,
  retry: number,
): Duration | undefined {
  const retries = protocol.startsWith('http') ? (policy?.retries ?? DEFAULT_RETRIES) : MANAGED_RETRIES;
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = retries;
  if (retry > numRetries) return undefined;
  if (retry <= numNoDelayRetries) return 0;
  if (retry <= numNoDelayRetries + numMinDelayRetries) return seconds(retries.minDelayTarget);
  if (retry > numRetries - numMaxDelayRetries) return seconds(retries.maxDelayTarget);
  const first = numNoDelayRetries + numMinDelayRetries;
  const steps = numRetries - numMaxDelayRetries - first;
  return seconds(backoff(retries, retry - first, steps));
}

/** The delay of a step of the backoff phase, from the least to the greatest. */
function backoff(
  { minDelayTarget: least, maxDelayTarget: most, backoffFunction }: RetryPolicy,
  step: number,
  steps: number,
): number {
  const part = steps === 1 ? 1 : (step - 1) / (steps - 1);
  switch (backoffFunction) {
    case 'linear':
      return least + (most - least) * part;
    case 'arithmetic':
      return least + (most - least) * part ** 2;
    case 'geometric':
      return least + (most - least) * part ** 3;
    case 'exponential':
      return least * (most / least) ** part;
  }
}

/** @throws AwsError InvalidParameter */
export function checkDeliveryPolicy(policy: string): void {
  try {
    const value: unknown = JSON.parse(policy);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  } catch {
    // No JSON: answered below like any other text.
  }
  throw invalidParameter('DeliveryPolicy: failed to parse JSON.');
}

const readJson = <T extends object>(text: string | undefined): Partial<T> =>
  text === undefined ? {} : (JSON.parse(text) as Partial<T>);
