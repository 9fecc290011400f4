/** A queue as its record holds it: identity, settings and tags, and the rules that follow from them. */
import { seconds, type Duration, type Instant } from '../../kernel/instant.ts';
import { arn } from '../../kernel/scope.ts';
import { parseRedriveAllowPolicy, parseRedrivePolicy, type RedriveAllowPolicy } from './redrive.ts';

export interface QueueRow {
  readonly id: number;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** Attributes that were set, as a JSON object of strings. */
  readonly attributes: string;
  /** Tags as a JSON object of strings. */
  readonly tags: string;
  readonly created: Instant;
  readonly modified: Instant;
  readonly purged: Instant | null;
}

/** Defaults of what can be set, as AWS reports them (aws.md section C.2, recorded 2025-08-19). */
const DEFAULTS: Readonly<Record<string, string>> = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
};

const FIFO_DEFAULTS: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

export class Queue {
  readonly id: number;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly created: Instant;
  readonly modified: Instant;
  readonly purged: Instant | undefined;
  readonly arn: string;
  readonly fifo: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Attributes that were set; the others have their defaults. */
  readonly set: Readonly<Record<string, string>>;

  constructor(row: QueueRow) {
    const { id, account, region, name, created, modified, purged } = row;
    this.id = id;
    this.account = account;
    this.region = region;
    this.name = name;
    this.created = created;
    this.modified = modified;
    this.purged = purged ?? undefined;
    this.arn = queueArn(account, region, name);
    this.fifo = name.endsWith('.fifo');
    this.tags = JSON.parse(row.tags) as Record<string, string>;
    this.set = JSON.parse(row.attributes) as Record<string, string>;
  }

  /** Every attribute that has a value, set or by default; counts and timestamps aside. */
  get settings(): Readonly<Record<string, string>> {
    const encryption: Record<string, string> =
      this.keyId === undefined
        ? { SqsManagedSseEnabled: 'true' }
        : { SqsManagedSseEnabled: 'false', KmsDataKeyReusePeriodSeconds: '300' };
    return { ...DEFAULTS, ...encryption, ...(this.fifo && FIFO_DEFAULTS), ...this.set };
  }

  get visibilityTimeout(): Duration {
    return seconds(this.#number('VisibilityTimeout'));
  }

  get delay(): Duration {
    return seconds(this.#number('DelaySeconds'));
  }

  get waitTime(): Duration {
    return seconds(this.#number('ReceiveMessageWaitTimeSeconds'));
  }

  get retention(): Duration {
    return seconds(this.#number('MessageRetentionPeriod'));
  }

  /** In bytes. */
  get maximumMessageSize(): number {
    return this.#number('MaximumMessageSize');
  }

  get policy(): string | undefined {
    return this.set['Policy'];
  }

  /** The KMS key that encrypts messages, when it is not SQS's own. */
  get keyId(): string | undefined {
    return this.set['KmsMasterKeyId'];
  }

  get redrive(): { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number } | undefined {
    const text = this.set['RedrivePolicy'];
    return text === undefined ? undefined : parseRedrivePolicy(text);
  }

  get redriveAllow(): RedriveAllowPolicy {
    const text = this.set['RedriveAllowPolicy'];
    return text === undefined ? { redrivePermission: 'allowAll' } : parseRedriveAllowPolicy(text);
  }

  get contentBasedDeduplication(): boolean {
    return this.set['ContentBasedDeduplication'] === 'true';
  }

  /** Whether each message group has deduplication ids of its own. */
  get deduplicatesByGroup(): boolean {
    return this.set['DeduplicationScope'] === 'messageGroup';
  }

  #number(name: string): number {
    return Number(this.set[name] ?? DEFAULTS[name]);
  }
}

const queueArn = (account: string, region: string, name: string): string =>
  arn('sqs', { accountId: account, region, partition: 'aws' }, name);
