/**
 * Attributes of subscriptions: which may be set, what values they take, and how they are shown (recorded 2023-08-24 to
 * 2024-10-03). SubscriptionRoleArn belongs to Firehose, which is not here.
 */
import { notImplemented } from '../../kernel/aws-error.ts';
import { parseArn } from '../../kernel/scope.ts';
import { checkDeliveryPolicy, effectiveSubscriptionPolicy, subscriptionPolicy } from './delivery-policy.ts';
import { invalidParameter } from './errors.ts';
import { FilterPolicyFault, isNested, parseFilterPolicy } from './filter-policy-parser.ts';
import type { Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

type Values = Readonly<Record<string, string>>;

const SETTABLE = new Set([
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
]);

/**
 * The attributes of a subscription after a change of some; an empty filter or redrive policy takes it away.
 *
 * @param place how complaints begin: Subscribe says `Attributes Reason: ` before the attribute's name
 * @throws AwsError InvalidParameter; NotImplemented for what safelight does not do
 */
export function changeAttributes(
  topic: Topic,
  before: Values,
  change: Values,
  place: '' | 'Attributes Reason: ',
): Values {
  for (const [name, value] of Object.entries(change)) {
    if (name === 'ReplayPolicy' || name === 'SubscriptionRoleArn') throw notImplemented('sns', name);
    if (!SETTABLE.has(name)) throw invalidParameter('AttributeName');
    checkValue(topic, name, value, place);
  }
  const after: Record<string, string> = { ...before, ...change };
  for (const name of ['FilterPolicy', 'RedrivePolicy', 'DeliveryPolicy']) {
    if (after[name] === '' || after[name] === '{}') delete after[name];
  }
  checkNesting(after, place);
  return after;
}

function checkValue(topic: Topic, name: string, value: string, place: string): void {
  switch (name) {
    case 'RawMessageDelivery':
      if (value !== 'true' && value !== 'false') {
        throw invalidParameter(
          `${place}RawMessageDelivery: Invalid value [${value}]. Must be true or false.`,
        );
      }
      break;
    case 'FilterPolicyScope':
      if (value !== 'MessageAttributes' && value !== 'MessageBody') {
        throw invalidParameter(
          `${place}FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
        );
      }
      break;
    case 'FilterPolicy':
      if (value !== '') checkFilterPolicy(value, place);
      break;
    case 'RedrivePolicy':
      if (value !== '') checkRedrivePolicy(topic, value, place);
      break;
    default:
      checkDeliveryPolicy(value === '' ? '{}' : value);
  }
}

function checkFilterPolicy(value: string, place: string): void {
  try {
    parseFilterPolicy(value);
  } catch (error) {
    if (!(error instanceof FilterPolicyFault)) throw error;
    throw invalidParameter(`${place}FilterPolicy: ${error.message}`);
  }
}

function checkNesting({ FilterPolicy: policy, FilterPolicyScope: scope }: Values, place: string): void {
  if (policy === undefined || scope === 'MessageBody' || !isNested(parseFilterPolicy(policy))) return;
  const complaint = 'Filter policy scope MessageAttributes does not support nested filter policy';
  throw invalidParameter(place === '' ? complaint : `${place}FilterPolicy: ${complaint}`);
}

function checkRedrivePolicy(topic: Topic, value: string, place: string): void {
  let target: unknown;
  try {
    target = (JSON.parse(value) as { deadLetterTargetArn?: unknown } | null)?.deadLetterTargetArn;
  } catch (error) {
    throw invalidParameter(`${place}RedrivePolicy: failed to parse JSON. ${(error as SyntaxError).message}`);
  }
  if (typeof target !== 'string' || parseArn(target)?.service !== 'sqs') {
    throw invalidParameter(`${place}RedrivePolicy: deadLetterTargetArn is an invalid arn`);
  }
  if (topic.fifo && !target.endsWith('.fifo')) {
    throw invalidParameter(
      `${place}RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.`,
    );
  }
}

/** What GetSubscriptionAttributes says. */
export function describe(subscription: Subscription, topic: Topic): Record<string, string> {
  const { row, set } = subscription;
  const { FilterPolicy: filter, RedrivePolicy: redrive, DeliveryPolicy: delivery } = set;
  return {
    SubscriptionArn: row.arn,
    TopicArn: topic.arn,
    Owner: row.owner,
    Protocol: row.protocol,
    Endpoint: row.endpoint,
    SubscriptionPrincipal: row.principal,
    ConfirmationWasAuthenticated: String(row.authenticated === 1),
    PendingConfirmation: String(!subscription.confirmed),
    RawMessageDelivery: String(subscription.raw),
    ...(filter !== undefined && {
      FilterPolicy: filter,
      FilterPolicyScope: set['FilterPolicyScope'] ?? 'MessageAttributes',
    }),
    ...(redrive !== undefined && { RedrivePolicy: redrive }),
    ...(delivery !== undefined && { DeliveryPolicy: JSON.stringify(subscriptionPolicy(delivery)) }),
    ...(row.protocol.startsWith('http') && {
      EffectiveDeliveryPolicy: JSON.stringify(effectiveSubscriptionPolicy(delivery, topic.deliveryPolicy)),
    }),
  };
}
