/** What scenarios start from: something that stands on a target before they begin. */
import type { Blueprint } from '#pipeline';
import type { Beside } from './beside.ts';
import { NotVerifiable } from './not-verifiable.ts';
import { runPipeline } from './run-pipeline.ts';
import type { Pipeline, Target } from './targets/target.ts';

export interface Preparation<T> {
  /** Tells it from all others. */
  readonly name: string;
  /** @param suffix appended to all names that are chosen for it; empty on a cloud of one's own */
  prepare(target: Omit<Target, keyof AsyncDisposable>, suffix: string): Promise<Prepared<T>>;
}

/** With what of it runs beside the cloud. */
export type Prepared<T> = T & { readonly beside?: Beside };

/**
 * A blueprint, provisioned, with its API and workers.
 *
 * @throws NotVerifiable where it has distributions and the target makes none
 */
export const blueprintStands = (blueprint: Blueprint): Preparation<Pipeline> => ({
  name: `${blueprint.name}/${blueprint.form}`,
  async prepare(target, suffix) {
    const { accountId, region, lacks } = target;
    const { distributions = [] } = blueprint.resources({ accountId, region, suffix });
    if (distributions.length > 0 && lacks.cdn !== undefined) throw new NotVerifiable(lacks.cdn);
    return runPipeline(blueprint, target, suffix);
  },
});
