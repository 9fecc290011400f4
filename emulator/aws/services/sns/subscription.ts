/** A subscription as its record holds it. */
import type { Instant } from '../../kernel/instant.ts';
import { effectivePolicy, type EffectivePolicy } from './delivery-policy.ts';
import { parseFilterPolicy } from './filter-policy-parser.ts';
import type { FilterPolicy } from './filter-policy.ts';
import type { Topic } from './topic.ts';

export type Protocol = 'sqs' | 'lambda' | 'http' | 'https';

export interface SubscriptionRow {
  readonly id: number;
  readonly topic: number;
  readonly arn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  /** Account of the subscriber. */
  readonly owner: string;
  readonly region: string;
  /** ARN of the subscriber. */
  readonly principal: string;
  /** Attributes that were set, as a JSON object of strings. */
  readonly attributes: string;
  readonly confirmed: number;
  /** ConfirmationWasAuthenticated. */
  readonly authenticated: number;
  /** AuthenticateOnUnsubscribe. */
  readonly unsubscribe_authenticated: number;
  readonly token: string | null;
  readonly token_issued: Instant | null;
}

export class Subscription {
  readonly row: SubscriptionRow;
  readonly set: Readonly<Record<string, string>>;

  constructor(row: SubscriptionRow) {
    this.row = row;
    this.set = JSON.parse(row.attributes) as Record<string, string>;
  }

  get arn(): string {
    return this.row.arn;
  }

  get confirmed(): boolean {
    return this.row.confirmed === 1;
  }

  /** Whether the endpoint gets the message as it was published, without an envelope. */
  get raw(): boolean {
    return this.set['RawMessageDelivery'] === 'true';
  }

  get filterPolicy(): FilterPolicy | undefined {
    const text = this.set['FilterPolicy'];
    return text === undefined ? undefined : parseFilterPolicy(text);
  }

  get filtersBody(): boolean {
    return this.set['FilterPolicyScope'] === 'MessageBody';
  }

  /** ARN of the queue that gets what could not be delivered. */
  get deadLetterTarget(): string | undefined {
    const text = this.set['RedrivePolicy'];
    return text === undefined
      ? undefined
      : (JSON.parse(text) as { deadLetterTargetArn: string }).deadLetterTargetArn;
  }

  policyUnder(topic: Topic): EffectivePolicy {
    return effectivePolicy(this.set['DeliveryPolicy'], topic.deliveryPolicy);
  }
}
