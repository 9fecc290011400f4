/** `safelight.config.ts`: what a project tells safelight about its cloud and its pipeline. */
import type { PipelineConfig } from './pipeline-config.ts';

export type {
  DeadLettersConfig,
  DeliveryConfig,
  KeyTemplate,
  Name,
  PhotoType,
  PipelineConfig,
  RecordsConfig,
  RenditionConfig,
  StackConfig,
  UploadsConfig,
} from './pipeline-config.ts';

/** The cloud that `safelight up` and `start` bring up; each is an option of theirs too, which outranks it. */
export interface CloudConfig {
  /** 0 picks a free one; 4566 unless given. */
  readonly port?: number;
  /** Address to listen on; 127.0.0.1 unless given. */
  readonly host?: string;
  /** What to provision: `pettracker`, `image-platform`, `image-api`, or `none`. */
  readonly blueprint?: string;
  /** Keep everything in this folder. */
  readonly data?: string;
  /** `manual`: time moves only by `safelight clock`. */
  readonly clock?: 'real' | 'manual';
  /** Makes ids and faults repeat. */
  readonly seed?: string;
  /** At most until a global index of DynamoDB shows a write: `500ms`. */
  readonly indexLag?: string;
  /** What goes wrong, as `--fault` takes it. */
  readonly faults?: readonly string[];
}

export interface SafelightConfig {
  /** The cloud to judge: safelight's own, made for each run, unless an address is given. */
  readonly target?: 'embedded' | { readonly endpoint: string };
  /** `us-east-1` unless given. */
  readonly region?: string;
  readonly cloud?: CloudConfig;
  /** The pipeline that `safelight test --config` judges. */
  readonly pipeline?: PipelineConfig;
  /** Files of scenarios of your own, relative to the configuration: `scenarios/upload.scenario.ts`. */
  readonly scenarios?: readonly string[];
}

/** Says nothing but what a configuration looks like, so that editors complete and check it. */
export const defineConfig = (config: SafelightConfig): SafelightConfig => config;
