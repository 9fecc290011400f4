/** An event bus as its record holds it. Every account has a `default` one in every region. */
import type { DeadLetterConfig } from '@aws-sdk/client-eventbridge';
import type { Instant } from '../../kernel/instant.ts';
import { arn, type Scope } from '../../kernel/scope.ts';

export const DEFAULT_BUS = 'default';

export interface BusSettings {
  readonly description?: string;
  readonly keyId?: string;
  readonly deadLetter?: DeadLetterConfig;
}

export interface BusRow {
  readonly id: number;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** BusSettings as JSON. */
  readonly settings: string;
  readonly policy: string | null;
  /** A JSON object of strings. */
  readonly tags: string;
  readonly created: number;
  readonly modified: number;
}

export class Bus {
  readonly id: number;
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  readonly settings: BusSettings;
  readonly policy: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly created: Instant;
  readonly modified: Instant;

  constructor(row: BusRow) {
    this.id = row.id;
    this.scope = { accountId: row.account, region: row.region, partition: 'aws' };
    this.name = row.name;
    this.arn = arn('events', this.scope, `event-bus/${row.name}`);
    this.settings = JSON.parse(row.settings) as BusSettings;
    this.policy = row.policy ?? undefined;
    this.tags = JSON.parse(row.tags) as Record<string, string>;
    this.created = row.created;
    this.modified = row.modified;
  }

  get owner(): string {
    return this.scope.accountId;
  }

  /** Rules of the default bus do not name it. */
  ruleArn(name: string): string {
    return arn(
      'events',
      this.scope,
      this.name === DEFAULT_BUS ? `rule/${name}` : `rule/${this.name}/${name}`,
    );
  }
}
