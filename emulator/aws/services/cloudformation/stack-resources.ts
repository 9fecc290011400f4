/** What stacks are made of, as records. */
import type { Statement, Store } from '../../kernel/store.ts';
import type { Existing } from './resources/resource-type.ts';
import type { EventStamp, Stacks } from './stacks.ts';
import type { JsonObject } from './template/json.ts';

interface Row {
  readonly logical: string;
  readonly type: string;
  readonly physical: string;
  readonly attributes: string;
  readonly properties: string;
  readonly prior: string | null;
  readonly status: string;
  readonly reason: string | null;
  readonly updated: number;
}

export interface StackResource extends Existing {
  readonly logicalId: string;
  readonly type: string;
  /** Empty until the resource exists. */
  readonly physicalId: string;
  readonly status: string;
  readonly reason: string | null;
  /**
   * While the stack is updated: what the resource was before. With another physical id it is a resource of its own, of
   * which one will be removed.
   */
  readonly prior: Existing | undefined;
  readonly updated: number;
}

export class StackResources {
  readonly #store: Store;
  readonly #stacks: Stacks;
  readonly #all: Statement<Row>;
  readonly #one: Statement<Row>;
  readonly #put: Statement<never>;
  readonly #forget: Statement<never>;

  constructor(store: Store, stacks: Stacks) {
    this.#store = store;
    this.#stacks = stacks;
    this.#all = store.statement('SELECT * FROM cloudformation_resources WHERE stack = ? ORDER BY id');
    this.#one = store.statement('SELECT * FROM cloudformation_resources WHERE stack = ? AND logical = ?');
    this.#put = store.statement(
      `INSERT INTO cloudformation_resources
         (stack, logical, type, physical, attributes, properties, prior, status, reason, updated)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (stack, logical) DO UPDATE SET
         type = excluded.type, physical = excluded.physical, attributes = excluded.attributes,
         properties = excluded.properties, prior = excluded.prior, status = excluded.status,
         reason = excluded.reason, updated = excluded.updated`,
    );
    this.#forget = store.statement('UPDATE cloudformation_resources SET prior = NULL WHERE stack = ?');
  }

  /** In the order in which they first appeared. */
  list(stack: string): readonly StackResource[] {
    return this.#all.all(stack).map(read);
  }

  find(stack: string, logicalId: string): StackResource | undefined {
    const row = this.#one.get(stack, logicalId);
    return row && read(row);
  }

  /** The resource, if it is there and whole. */
  made(stack: string, logicalId: string): StackResource | undefined {
    const found = this.find(stack, logicalId);
    return found !== undefined && isMade(found) ? found : undefined;
  }

  /** A resource as it is from now on, and the event that tells of it. */
  put(stack: string, resource: Omit<StackResource, 'updated'>, stamp: EventStamp): void {
    const { logicalId: logical, type, physicalId: physical, prior, status, reason } = resource;
    const texts = [resource.attributes, resource.properties].map((one) => JSON.stringify(one));
    this.#store.transact(() => {
      const past = prior === undefined ? null : JSON.stringify(prior);
      this.#put.run(stack, logical, type, physical, ...texts, past, status, reason, stamp.at);
      this.#stacks.addEvent(stack, { logical, physical, type, status, reason }, stamp);
    });
  }

  /** An event of a resource that is not, or no longer, the one on record. */
  tell(
    stack: string,
    { logicalId: logical, physicalId: physical, type }: StackResource,
    status: string,
    reason: string | undefined,
    stamp: EventStamp,
  ): void {
    this.#stacks.addEvent(stack, { logical, physical, type, status, reason: reason ?? null }, stamp);
  }

  /** An update is over. */
  forgetPriors(stack: string): void {
    this.#forget.run(stack);
  }
}

/** There, and not just half. */
const isMade = ({ status }: Pick<StackResource, 'status'>): boolean =>
  status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE';

/** Gone, or left behind. */
export const isGone = ({ status }: Pick<StackResource, 'status'>): boolean =>
  status === 'DELETE_COMPLETE' || status === 'DELETE_SKIPPED';

const read = (row: Row): StackResource => ({
  logicalId: row.logical,
  type: row.type,
  physicalId: row.physical,
  attributes: JSON.parse(row.attributes) as JsonObject,
  properties: JSON.parse(row.properties) as JsonObject,
  prior: row.prior === null ? undefined : (JSON.parse(row.prior) as Existing),
  status: row.status,
  reason: row.reason,
  updated: row.updated,
});
