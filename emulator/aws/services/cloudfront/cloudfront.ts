/** CloudFront's state: its nouns over one cloud's records, and who is told when cached copies end. */
import type {
  CachePolicyConfig,
  CloudFrontOriginAccessIdentityConfig,
  KeyGroupConfig,
  OriginAccessControlConfig,
  OriginRequestPolicyConfig,
  PublicKeyConfig,
  ResponseHeadersPolicyConfig,
} from '@aws-sdk/client-cloudfront';
import type { Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Distribution } from './distributions.ts';
import { Distributions } from './distributions.ts';
import { Functions, functionArn, type EdgeFunction } from './functions.ts';
import { Invalidations, type Invalidation } from './invalidations.ts';
import { KeyValueStores, storeIdOf } from './key-value-stores.ts';
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  MANAGED_RESPONSE_HEADERS_POLICIES,
} from './managed-policies.ts';
import { Policies } from './policies.ts';
import {
  CACHE_POLICY,
  KEY_GROUP,
  ORIGIN_ACCESS_CONTROL,
  ORIGIN_ACCESS_IDENTITY,
  ORIGIN_REQUEST_POLICY,
  PUBLIC_KEY,
  RESPONSE_HEADERS_POLICY,
} from './resource-kinds.ts';
import { itemsOf } from './quantities.ts';
import { Resources } from './resources.ts';
import { FunctionRuntime, type FunctionOutcome, type PairSource } from './runtime/function-runtime.ts';
import { Revision } from './revision.ts';
import { MIGRATIONS } from './schema.ts';
import { Tags } from './tags.ts';

export type InvalidationListener = (distributionId: string, paths: readonly string[]) => void;

interface InvalidationDelivery {
  readonly distribution: string;
  readonly paths: readonly string[];
}

const TOPIC = 'cloudfront.invalidation';

export class CloudFront {
  readonly kernel: Kernel;
  readonly revision = new Revision();
  readonly distributions: Distributions;
  readonly originAccessControls: Resources<OriginAccessControlConfig>;
  readonly originAccessIdentities: Resources<CloudFrontOriginAccessIdentityConfig>;
  readonly publicKeys: Resources<PublicKeyConfig>;
  readonly keyGroups: Resources<KeyGroupConfig>;
  readonly cachePolicies: Policies<CachePolicyConfig>;
  readonly originRequestPolicies: Policies<OriginRequestPolicyConfig>;
  readonly responseHeadersPolicies: Policies<ResponseHeadersPolicyConfig>;
  readonly functions: Functions;
  readonly keyValueStores: KeyValueStores;
  readonly invalidations: Invalidations;
  readonly tags: Tags;
  readonly #runtime: FunctionRuntime;
  readonly #listeners = new Set<InvalidationListener>();
  readonly #ends: (() => void)[] = [];

  constructor(kernel: Kernel) {
    const { store, ids, outbox } = kernel;
    const { revision } = this;
    store.define('cloudfront', MIGRATIONS);
    this.kernel = kernel;
    this.distributions = new Distributions(store, ids, revision);
    this.originAccessControls = new Resources(store, ids, ORIGIN_ACCESS_CONTROL, revision);
    this.originAccessIdentities = new Resources(store, ids, ORIGIN_ACCESS_IDENTITY, revision);
    this.publicKeys = new Resources(store, ids, PUBLIC_KEY, revision);
    this.keyGroups = new Resources(store, ids, KEY_GROUP, revision);
    this.cachePolicies = new Policies(
      new Resources(store, ids, CACHE_POLICY, revision),
      MANAGED_CACHE_POLICIES,
    );
    this.originRequestPolicies = new Policies(
      new Resources(store, ids, ORIGIN_REQUEST_POLICY, revision),
      MANAGED_ORIGIN_REQUEST_POLICIES,
    );
    this.responseHeadersPolicies = new Policies(
      new Resources(store, ids, RESPONSE_HEADERS_POLICY, revision),
      MANAGED_RESPONSE_HEADERS_POLICIES,
    );
    this.functions = new Functions(store, ids, revision);
    this.keyValueStores = new KeyValueStores(store, ids, revision);
    this.invalidations = new Invalidations(store, ids);
    this.tags = new Tags(store);
    this.#runtime = new FunctionRuntime(kernel.clock);
    outbox.handle<InvalidationDelivery>(TOPIC, ({ payload }) => {
      for (const told of this.#listeners) told(payload.distribution, payload.paths);
    });
  }

  /**
   * Ends cached copies, once the invalidation completes.
   *
   * @throws AwsError InvalidationBatchAlreadyExists, InvalidArgument, BatchTooLarge
   */
  invalidate(
    distribution: Distribution,
    reference: string,
    paths: readonly string[],
    cause: Cause,
  ): Invalidation {
    const { clock, outbox, store } = this.kernel;
    return store.transact(() => {
      const { invalidation, fresh } = this.invalidations.create(
        distribution.id,
        reference,
        paths,
        clock.now(),
      );
      const payload: InvalidationDelivery = { distribution: distribution.id, paths };
      if (fresh) outbox.add(TOPIC, payload, { at: invalidation.completes, cause });
      return invalidation;
    });
  }

  /** Runs a function once. */
  runFunction(run: EdgeFunction, event: object, now: Instant): Promise<FunctionOutcome> {
    const { config, code, etag, stage } = run;
    return this.#runtime.run({
      version: `${functionArn(run)}/${stage}/${etag}`,
      code,
      runtime: config.Runtime ?? 'cloudfront-js-2.0',
      pairs: this.#pairsOf(run),
      seed: this.kernel.ids.uint32(),
      event,
      now,
    });
  }

  close(): void {
    for (const end of this.#ends) end();
    this.#runtime.close();
  }

  /** Is told when the cloud closes. */
  onClose(end: () => void): void {
    this.#ends.push(end);
  }

  /** A function reads the stores it is associated with, and no others. */
  #pairsOf({ config }: EdgeFunction): PairSource {
    const associated = itemsOf(config.KeyValueStoreAssociations).map(({ KeyValueStoreARN = '' }) =>
      storeIdOf(KeyValueStoreARN),
    );
    const named = (id: string | undefined): string =>
      id === undefined ? (associated[0] ?? '') : associated.includes(id) ? id : '';
    return {
      value: (id, key) => this.keyValueStores.value(named(id), key),
      about: (id) => this.keyValueStores.about(named(id)),
    };
  }

  /** Hears of every completed invalidation. */
  onInvalidated(listener: InvalidationListener): void {
    this.#listeners.add(listener);
  }
}
