/**
 * Places of the CDN: points of presence, each with its own cache, the regional cache behind them, and shields in the
 * regions that origins name. A viewer reaches the POP of its region; which region that is, it says in a header
 * (aws.md section A.20).
 *
 * Gaps: one POP per region stands for the many of AWS.
 */
import type { Clock } from '../../kernel/clock.ts';
import type { Ids } from '../../kernel/ids.ts';
import { Tier } from './tier.ts';
import type { Copy } from './copy.ts';

interface PopRow {
  /** The airport's code, as in `FRA56-P1`. */
  readonly code: string;
  readonly country: string;
  /** Whose regional cache it uses. */
  readonly hub: string;
}

const POPS: Readonly<Record<string, PopRow>> = {
  'us-east-1': { code: 'IAD89-P1', country: 'US', hub: 'us-east-1' },
  'us-east-2': { code: 'CMH68-P1', country: 'US', hub: 'us-east-2' },
  'us-west-1': { code: 'SFO53-P1', country: 'US', hub: 'us-west-1' },
  'us-west-2': { code: 'HIO50-P1', country: 'US', hub: 'us-west-2' },
  'ca-central-1': { code: 'YUL62-P1', country: 'CA', hub: 'us-east-1' },
  'sa-east-1': { code: 'GRU3-P1', country: 'BR', hub: 'sa-east-1' },
  'eu-west-1': { code: 'DUB56-P1', country: 'IE', hub: 'eu-west-1' },
  'eu-west-2': { code: 'LHR50-P1', country: 'GB', hub: 'eu-west-2' },
  'eu-west-3': { code: 'CDG52-P1', country: 'FR', hub: 'eu-central-1' },
  'eu-central-1': { code: 'FRA56-P1', country: 'DE', hub: 'eu-central-1' },
  'eu-north-1': { code: 'ARN56-P1', country: 'SE', hub: 'eu-central-1' },
  'ap-south-1': { code: 'BOM78-P1', country: 'IN', hub: 'ap-south-1' },
  'ap-southeast-1': { code: 'SIN2-P1', country: 'SG', hub: 'ap-southeast-1' },
  'ap-southeast-2': { code: 'SYD62-P1', country: 'AU', hub: 'ap-southeast-2' },
  'ap-northeast-1': { code: 'NRT57-P1', country: 'JP', hub: 'ap-northeast-1' },
  'ap-northeast-2': { code: 'ICN57-P1', country: 'KR', hub: 'ap-northeast-2' },
  'ap-east-1': { code: 'HKG62-P1', country: 'HK', hub: 'ap-northeast-1' },
  'me-central-1': { code: 'DXB52-P1', country: 'AE', hub: 'ap-south-1' },
  'af-south-1': { code: 'CPT52-P1', country: 'ZA', hub: 'eu-west-2' },
};

export interface Pop {
  readonly region: string;
  readonly code: string;
  readonly country: string;
  readonly hub: string;
  /** What it writes into `Via`. */
  readonly via: string;
  readonly edge: Tier;
}

/** Names the region near which a viewer is. */
export const VIEWER_HEADER = 'x-safelight-viewer';

export class Network {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #budget: number;
  readonly #home: string;
  readonly #pops = new Map<string, Pop>();
  readonly #regional = new Map<string, Tier>();
  readonly #shields = new Map<string, Tier>();

  /**
   * @param budget bytes per cache
   * @param home the region of viewers who name none
   */
  constructor(clock: Clock, ids: Ids, budget: number, home: string) {
    this.#clock = clock;
    this.#ids = ids;
    this.#budget = budget;
    this.#home = home in POPS ? home : 'us-east-1';
  }

  /** The POP that a viewer reaches. */
  popFor(viewer: string | undefined): Pop {
    const region = viewer !== undefined && viewer in POPS ? viewer : this.#home;
    const known = this.#pops.get(region);
    if (known !== undefined) return known;
    const pop: Pop = {
      region,
      ...POPS[region]!,
      via: `1.1 ${this.#ids.hex(32)}.cloudfront.net (CloudFront)`,
      edge: new Tier(this.#clock, this.#budget),
    };
    this.#pops.set(region, pop);
    return pop;
  }

  regional(hub: string): Tier {
    return this.#tier(this.#regional, hub);
  }

  shield(region: string): Tier {
    return this.#tier(this.#shields, region);
  }

  /** Ends copies everywhere. */
  invalidate(holds: (copy: Copy) => boolean): void {
    const edges = [...this.#pops.values()].map(({ edge }) => edge);
    for (const { cache } of [...edges, ...this.#regional.values(), ...this.#shields.values()]) {
      cache.deleteWhere(holds);
    }
  }

  #tier(tiers: Map<string, Tier>, region: string): Tier {
    const known = tiers.get(region);
    if (known !== undefined) return known;
    const tier = new Tier(this.#clock, this.#budget);
    tiers.set(region, tier);
    return tier;
  }
}
