/** A state machine as its record holds it, with the revision that counts. */
import type { LoggingConfiguration, TracingConfiguration } from '@aws-sdk/client-sfn';
import type { Instant } from '../../kernel/instant.ts';
import { arn, type Scope } from '../../kernel/scope.ts';

export interface RevisionSettings {
  readonly logging?: LoggingConfiguration;
  readonly tracing?: TracingConfiguration;
}

export interface RevisionRow {
  readonly id: number;
  readonly machine_arn: string;
  readonly revision_id: string;
  readonly definition: string;
  readonly role: string;
  /** RevisionSettings as JSON. */
  readonly settings: string;
  readonly created: number;
}

export interface MachineRow {
  readonly id: number;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly revision: number;
  readonly tags: string;
  readonly created: number;
}

export class Machine {
  readonly id: number;
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  readonly express: boolean;
  readonly revision: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly created: Instant;

  constructor(row: MachineRow) {
    this.id = row.id;
    this.scope = { accountId: row.account, region: row.region, partition: 'aws' };
    this.name = row.name;
    this.arn = arn('states', this.scope, `stateMachine:${row.name}`);
    this.express = row.type === 'EXPRESS';
    this.revision = row.revision;
    this.tags = JSON.parse(row.tags) as Record<string, string>;
    this.created = row.created;
  }

  get owner(): string {
    return this.scope.accountId;
  }

  executionArn(name: string): string {
    return arn('states', this.scope, `execution:${this.name}:${name}`);
  }
}
