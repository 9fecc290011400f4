/** What scenarios start from: something that stands on a target before they begin. */
import type { Blueprint } from '#pipeline';
import type { Beside } from './beside.ts';
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

/** A blueprint, provisioned, with its API and workers. */
export const blueprintStands = (blueprint: Blueprint): Preparation<Pipeline> => ({
  name: `${blueprint.name}/${blueprint.form}`,
  prepare: (target, suffix) => runPipeline(blueprint, target, suffix),
});
