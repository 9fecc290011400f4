/**
 * Distributions: their names and aliases, whether they are deployed, and what they refer to. A change counts as deployed
 * five seconds of emulated time after it was made; what end users see follows it at once.
 *
 * Gaps: AWS takes minutes, and serves old and new for a while.
 */
import type { DefaultCacheBehavior, DistributionConfig } from '@aws-sdk/client-cloudfront';
import type { Ids } from '../../kernel/ids.ts';
import { seconds, type Duration, type Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { conflict, illegalUpdate } from './errors.ts';
import { itemsOf } from './quantities.ts';
import { DISTRIBUTION } from './resource-kinds.ts';
import { checkIfMatch, Resources, type Resource } from './resources.ts';
import type { Revision } from './revision.ts';

/** What is kept of a distribution: its domain name beside what its owner configured. */
export interface DistributionRecord {
  /** `d3k2j4h5g6f7d8.cloudfront.net` */
  readonly domain: string;
  readonly settings: DistributionConfig;
}

export type Distribution = Resource<DistributionRecord>;

const DEPLOYMENT: Duration = seconds(5);
const DOMAIN = 'abcdefghijklmnopqrstuvwxyz0123456789';

export class Distributions {
  readonly resources: Resources<DistributionRecord>;
  readonly #store: Store;
  readonly #ids: Ids;
  readonly #claim: Statement<never>;
  readonly #release: Statement<never>;
  readonly #claimant: Statement<{ distribution: string }>;

  constructor(store: Store, ids: Ids, revision: Revision) {
    this.#store = store;
    this.#ids = ids;
    this.resources = new Resources(store, ids, DISTRIBUTION, revision);
    this.#claim = store.statement('INSERT INTO cloudfront_aliases (alias, distribution) VALUES (?, ?)');
    this.#release = store.statement('DELETE FROM cloudfront_aliases WHERE distribution = ?');
    this.#claimant = store.statement('SELECT distribution FROM cloudfront_aliases WHERE alias = ?');
  }

  /** @throws AwsError DistributionAlreadyExists, CNAMEAlreadyExists */
  create(account: string, settings: DistributionConfig, now: Instant): Distribution {
    return this.#store.transact(() => {
      const domain = `d${this.#ids.text(13, DOMAIN)}.cloudfront.net`;
      const name = settings.CallerReference ?? '';
      const distribution = this.resources.create(account, name, { domain, settings }, now);
      this.#claimHosts(distribution.id, distribution.config.domain, settings);
      return distribution;
    });
  }

  /** @throws AwsError InvalidIfMatchVersion, PreconditionFailed, IllegalUpdate, CNAMEAlreadyExists */
  update(
    distribution: Distribution,
    ifMatch: string | undefined,
    settings: DistributionConfig,
    now: Instant,
  ): Distribution {
    checkIfMatch(distribution.etag, ifMatch);
    if (settings.CallerReference !== distribution.name) throw illegalUpdate('CallerReference');
    return this.#store.transact(() => {
      this.#release.run(distribution.id);
      this.#claimHosts(distribution.id, distribution.config.domain, settings);
      return this.resources.update(
        distribution,
        distribution.name,
        { ...distribution.config, settings },
        now,
      );
    });
  }

  /** @throws AwsError InvalidIfMatchVersion, PreconditionFailed, DistributionNotDisabled */
  remove(distribution: Distribution, ifMatch: string | undefined, now: Instant): void {
    checkIfMatch(distribution.etag, ifMatch);
    if (distribution.config.settings.Enabled !== false || !isDeployed(distribution, now)) {
      throw conflict(
        'DistributionNotDisabled',
        'The distribution you are trying to delete has not been disabled.',
      );
    }
    this.#store.transact(() => {
      this.#release.run(distribution.id);
      this.resources.remove(distribution);
    });
  }

  /** The id of the distribution that answers for a host: its domain, an alias, or one of its wildcards. */
  byHost(host: string): string | undefined {
    const exact = this.#claimant.get(host);
    if (exact !== undefined) return exact.distribution;
    const dot = host.indexOf('.');
    return dot < 0 ? undefined : this.#claimant.get(`*${host.slice(dot)}`)?.distribution;
  }

  /** Whether any distribution of the account has a behavior or origin of which this holds. */
  uses(account: string, holds: (settings: DistributionConfig) => boolean): boolean {
    return this.resources.all(account).some(({ config }) => holds(config.settings));
  }

  #claimHosts(id: string, domain: string, settings: DistributionConfig): void {
    for (const alias of [domain, ...itemsOf(settings.Aliases)].map((name) => name.toLowerCase())) {
      if (this.#claimant.get(alias) !== undefined) {
        throw conflict(
          'CNAMEAlreadyExists',
          'One or more of the CNAMEs you provided are already associated with a different resource.',
        );
      }
      this.#claim.run(alias, id);
    }
  }
}

export const isDeployed = ({ modified }: Distribution, now: Instant): boolean => now >= modified + DEPLOYMENT;

export const behaviorsOf = (settings: DistributionConfig): readonly DefaultCacheBehavior[] => [
  settings.DefaultCacheBehavior!,
  ...itemsOf(settings.CacheBehaviors),
];

/** Whether a behavior runs this function. */
export const runsFunction =
  (functionArn: string) =>
  (settings: DistributionConfig): boolean =>
    behaviorsOf(settings).some((behavior) =>
      itemsOf(behavior.FunctionAssociations).some(({ FunctionARN }) => FunctionARN === functionArn),
    );
