/**
 * A table: its definition as it is stored, and what follows from it. A change that takes AWS a while is an instant in the
 * record, after which the table is what it was changing to: nothing has to happen for it.
 */
import type {
  AttributeDefinition,
  BillingMode,
  KeySchemaElement,
  PointInTimeRecoverySpecification,
  Projection,
  StreamViewType,
  TableClass,
} from '@aws-sdk/client-dynamodb';
import type { Instant } from '../../kernel/instant.ts';
import type { Scope } from '../../kernel/scope.ts';
import { attributeOf, type Attributes } from './attributes.ts';
import { keyAttributes, keySchemaOf, type KeySchema, type KeyType } from './key-schema.ts';

/** Capacity units per second. */
export interface Throughput {
  readonly read: number;
  readonly write: number;
  readonly increasedAt?: Instant;
  readonly decreasedAt?: Instant;
  /** Decreases on the day of the last one. */
  readonly decreases?: number;
}

/** The most request units per second that something on demand takes; as many as come where nothing is said. */
export interface Ceiling {
  readonly read?: number;
  readonly write?: number;
}

/** A change under way, and when it will be complete. */
interface Transition {
  readonly status: 'CREATING' | 'UPDATING' | 'DELETING';
  readonly until: Instant;
}

export interface IndexDefinition {
  /** The number its entries carry. */
  readonly id: number;
  readonly name: string;
  readonly kind: 'global' | 'local';
  readonly keySchema: readonly KeySchemaElement[];
  readonly projection: Projection;
  readonly throughput: Throughput;
  readonly ceiling?: Ceiling;
  readonly transition?: Transition;
}

export interface StreamDefinition {
  /** The instant it was enabled, in ISO form without its zone: the last part of its ARN. */
  readonly label: string;
  readonly viewType: StreamViewType;
}

export interface TableDefinition {
  readonly name: string;
  readonly arn: string;
  readonly tableId: string;
  readonly createdAt: Instant;
  readonly keySchema: readonly KeySchemaElement[];
  readonly attributes: readonly AttributeDefinition[];
  readonly billingMode: BillingMode;
  /** When the table last became on-demand. */
  readonly onDemandSince?: Instant;
  readonly throughput: Throughput;
  readonly ceiling?: Ceiling;
  readonly indexes: readonly IndexDefinition[];
  readonly transition?: Transition;
  /** The latest stream, enabled or not. */
  readonly stream?: StreamDefinition;
  readonly streamEnabled: boolean;
  /** The attribute that says when an item expires, if items do. */
  readonly ttlAttribute?: string;
  readonly deletionProtected: boolean;
  readonly tableClass?: TableClass;
  /** When UpdateTable last set the class. */
  readonly tableClassSince?: Instant;
  readonly kmsKeyArn?: string;
  readonly recovery?: PointInTimeRecoverySpecification;
  readonly recoverySince?: Instant;
  readonly tags: Readonly<Record<string, string>>;
  /** ItemCount and TableSizeBytes as last counted. */
  readonly counted: Counted;
}

export interface Counted {
  readonly at: Instant;
  readonly items: number;
  readonly bytes: number;
  readonly indexes: Readonly<Record<string, { readonly items: number; readonly bytes: number }>>;
}

export class Index {
  readonly definition: IndexDefinition;
  readonly key: KeySchema;
  /** Attributes that its entries hold; `undefined` when they hold them all. */
  readonly projected: ReadonlySet<string> | undefined;

  constructor(definition: IndexDefinition, tableKey: KeySchema, types: ReadonlyMap<string, KeyType>) {
    this.definition = definition;
    this.key = keySchemaOf(definition.keySchema, types);
    const { ProjectionType, NonKeyAttributes = [] } = definition.projection;
    const keys = [...keyAttributes(tableKey), ...keyAttributes(this.key)].map(({ name }) => name);
    this.projected = ProjectionType === 'ALL' ? undefined : new Set([...keys, ...NonKeyAttributes]);
  }

  get id(): number {
    return this.definition.id;
  }

  get name(): string {
    return this.definition.name;
  }

  get global(): boolean {
    return this.definition.kind === 'global';
  }

  /** The part of an item that the index holds. */
  project(item: Attributes): Attributes {
    if (this.projected === undefined) return item;
    const part = Object.create(null) as Record<string, Attributes[string]>;
    for (const name of this.projected) {
      const value = attributeOf(item, name);
      if (value !== undefined) part[name] = value;
    }
    return part;
  }
}

export class Table {
  readonly id: number;
  readonly scope: Scope;
  readonly definition: TableDefinition;
  readonly key: KeySchema;
  readonly indexes: readonly Index[];

  constructor(id: number, scope: Scope, definition: TableDefinition) {
    const types = new Map(
      definition.attributes.map(({ AttributeName = '', AttributeType }) => [
        AttributeName,
        AttributeType as KeyType,
      ]),
    );
    this.id = id;
    this.scope = scope;
    this.definition = definition;
    this.key = keySchemaOf(definition.keySchema, types);
    this.indexes = definition.indexes.map((index) => new Index(index, this.key, types));
  }

  get name(): string {
    return this.definition.name;
  }

  get arn(): string {
    return this.definition.arn;
  }

  index(name: string): Index | undefined {
    return this.indexes.find((index) => index.name === name);
  }

  /** The indexes in the order in which DynamoDB complains about them: by name. */
  get indexesByName(): readonly Index[] {
    return this.indexes.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  status(now: Instant): 'CREATING' | 'UPDATING' | 'DELETING' | 'ACTIVE' {
    const { transition } = this.definition;
    return transition === undefined || now >= transition.until ? 'ACTIVE' : transition.status;
  }
}

export const indexStatus = ({ transition }: IndexDefinition, now: Instant): string =>
  transition === undefined || now >= transition.until ? 'ACTIVE' : transition.status;
