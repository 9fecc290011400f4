/** Policies of one kind: AWS's managed ones, which nobody changes, and an account's own. */
import type { Instant } from '../../kernel/instant.ts';
import { cannotTouchManaged } from './errors.ts';
import type { Page, Resource, Resources } from './resources.ts';

export type PolicyType = 'managed' | 'custom';

export interface Policy<Config> extends Resource<Config> {
  readonly type: PolicyType;
}

/** 2020-07-15, when policies came out. */
const MANAGED_SINCE: Instant = 1_594_771_200_000;

export class Policies<Config extends { Name: string | undefined }> {
  readonly custom: Resources<Config>;
  readonly #managed: ReadonlyMap<string, Policy<Config>>;

  constructor(custom: Resources<Config>, managed: ReadonlyMap<string, Config>) {
    this.custom = custom;
    this.#managed = new Map([...managed].map(([id, config]) => [id, managedPolicy(id, config)]));
  }

  find(account: string, id: string | undefined): Policy<Config> | undefined {
    if (id === undefined) return undefined;
    const custom = this.custom.find(account, id);
    return custom === undefined ? this.#managed.get(id) : { ...custom, type: 'custom' };
  }

  /** @throws AwsError the kind's `missing` */
  get(account: string, id: string | undefined): Policy<Config> {
    const found = this.find(account, id);
    if (found === undefined) throw this.custom.kind.missing();
    return found;
  }

  /** @throws AwsError the kind's `missing`; IllegalUpdate or IllegalDelete for a managed one */
  changeable(account: string, id: string | undefined, verb: 'update' | 'delete'): Policy<Config> {
    const found = this.get(account, id);
    if (found.type === 'managed') throw cannotTouchManaged(verb);
    return found;
  }

  /** Managed policies first, then the account's own in order of creation. */
  page(
    account: string,
    type: PolicyType | undefined,
    after: string | undefined,
    limit: number,
  ): Page<Policy<Config>> {
    const all: Policy<Config>[] = [
      ...(type === 'custom' ? [] : this.#managed.values()),
      ...(type === 'managed'
        ? []
        : this.custom.all(account).map((policy) => ({ ...policy, type: 'custom' as const }))),
    ];
    const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
    const items = all.slice(start, start + limit);
    return { items, next: all.length > start + limit ? items.at(-1)?.id : undefined };
  }
}

const managedPolicy = <Config extends { Name: string | undefined }>(
  id: string,
  config: Config,
): Policy<Config> => ({
  id,
  account: '',
  name: config.Name ?? '',
  etag: `E${id.replaceAll('-', '').slice(0, 13).toUpperCase()}`,
  config,
  created: MANAGED_SINCE,
  modified: MANAGED_SINCE,
  type: 'managed',
});
