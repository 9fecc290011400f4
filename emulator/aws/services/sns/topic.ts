/** A topic as its record holds it, and the rules that follow from its attributes. */
import { arn, type Scope } from '../../kernel/scope.ts';

export interface TopicRow {
  readonly id: number;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** Attributes that were set, as a JSON object of strings. */
  readonly attributes: string;
  /** Tags as a JSON object of strings. */
  readonly tags: string;
  /** How many messages have been published: sequence numbers follow from it. */
  readonly published: number;
  /** SubscriptionsDeleted. */
  readonly unsubscribed: number;
}

const DEFAULT_SIZE = 262_144;

export class Topic {
  readonly id: number;
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  readonly fifo: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly set: Readonly<Record<string, string>>;
  readonly published: number;
  readonly unsubscribed: number;

  constructor(row: TopicRow) {
    this.id = row.id;
    this.scope = { accountId: row.account, region: row.region, partition: 'aws' };
    this.name = row.name;
    this.arn = arn('sns', this.scope, row.name);
    this.fifo = row.name.endsWith('.fifo');
    this.tags = JSON.parse(row.tags) as Record<string, string>;
    this.set = JSON.parse(row.attributes) as Record<string, string>;
    this.published = row.published;
    this.unsubscribed = row.unsubscribed;
  }

  get owner(): string {
    return this.scope.accountId;
  }

  get policy(): string {
    return this.set['Policy'] ?? defaultPolicy(this.arn, this.owner);
  }

  get deliveryPolicy(): string | undefined {
    return this.set['DeliveryPolicy'];
  }

  /** In bytes. */
  get maximumMessageSize(): number {
    return Number(this.set['MaximumMessageSize'] ?? DEFAULT_SIZE);
  }

  /** Of messages to queues and HTTP endpoints; functions always get version 1 (recorded 2024-01-04). */
  get signatureVersion(): '1' | '2' {
    return this.set['SignatureVersion'] === '2' ? '2' : '1';
  }

  get contentBasedDeduplication(): boolean {
    return this.set['ContentBasedDeduplication'] === 'true';
  }

  get deduplicatesByGroup(): boolean {
    return this.set['FifoThroughputScope'] === 'MessageGroup';
  }

  get keyId(): string | undefined {
    return this.set['KmsMasterKeyId'];
  }
}

/** The policy of a topic that was given none: everybody who acts for the owner's account may use it. */
const defaultPolicy = (topicArn: string, owner: string): string =>
  JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'SNS:GetTopicAttributes',
          'SNS:SetTopicAttributes',
          'SNS:AddPermission',
          'SNS:RemovePermission',
          'SNS:DeleteTopic',
          'SNS:Subscribe',
          'SNS:ListSubscriptionsByTopic',
          'SNS:Publish',
        ],
        Resource: topicArn,
        Condition: { StringEquals: { 'AWS:SourceOwner': owner } },
      },
    ],
  });
