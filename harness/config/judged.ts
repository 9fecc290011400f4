/** What this process judges: as the command line passed it on, or as the configuration in the working folder has it. */
import type { SafelightConfig } from './config.ts';
import { configFile } from './config-file.ts';
import { PETTRACKER_PIPELINE } from './pettracker-pipeline.ts';
import type { PhotoType, PipelineConfig } from './pipeline-config.ts';

/** The variable in which the command line hands a configuration to the processes that run scenarios. */
export const CONFIG_VARIABLE = 'SAFELIGHT_CONFIG';

export interface Judged {
  readonly config: SafelightConfig;
  readonly pipeline: PipelineConfig;
  /** What the configuration names is relative to it. */
  readonly folder: string;
}

/** Whether anybody names a pipeline to be judged. */
export function isConfigured(): boolean {
  const passed = process.env[CONFIG_VARIABLE];
  if (passed === undefined) return configFile(process.cwd()) !== undefined;
  return (JSON.parse(passed) as Pick<Judged, 'config'>).config.pipeline !== undefined;
}

let judging: Promise<Judged> | undefined;

/** @throws SafelightError ERR_CONFIG */
export const judged = (): Promise<Judged> => (judging ??= readJudged());

async function readJudged(): Promise<Judged> {
  const passed = process.env[CONFIG_VARIABLE];
  const { findConfig } = await import('./read-config.ts');
  const { config, folder } =
    passed === undefined
      ? ((await findConfig(process.cwd())) ?? { config: {}, folder: process.cwd() })
      : (JSON.parse(passed) as { config: SafelightConfig; folder: string });
  return { config, folder, pipeline: config.pipeline ?? PETTRACKER_PIPELINE };
}

/** The variables that choose a target: the environment's, and beneath them the configuration's. */
export function targetVariables({
  target,
  region,
}: SafelightConfig): Readonly<Record<string, string | undefined>> {
  return {
    ...(typeof target === 'object' && {
      SAFELIGHT_TARGET: 'endpoint',
      SAFELIGHT_TARGET_ENDPOINT: target.endpoint,
    }),
    ...(region !== undefined && { SAFELIGHT_TARGET_REGION: region }),
    ...process.env,
  };
}

/** What a scenario may judge of a pipeline beyond its uploads: parts that not every configuration names. */
export type Part =
  | 'deadLetters'
  | 'delivery'
  | 'records'
  | 'renditions'
  | 'uploads.encryption'
  | 'uploads.origins'
  | 'uploads.versioned'
  | PhotoType;

/** Why a part cannot be judged, in words that finish "not verifiable: …". */
export function whyNotJudged(pipeline: PipelineConfig, part: Part): string | undefined {
  const { name = 'pipeline', uploads } = pipeline;
  if (part.includes('/')) {
    return typesOf(pipeline).includes(part as PhotoType)
      ? undefined
      : `the configuration of ${name} does not list ${part} in pipeline.uploads.contentTypes`;
  }
  const [owner = '', member] = part.split('.');
  const named =
    member === undefined ? pipeline[owner as keyof PipelineConfig] : uploads[member as keyof typeof uploads];
  return named === undefined || named === false || isEmpty(named)
    ? `the configuration of ${name} names no pipeline.${part}`
    : undefined;
}

export const typesOf = ({ uploads }: PipelineConfig): readonly PhotoType[] =>
  uploads.contentTypes ?? ['image/jpeg', 'image/png'];

const isEmpty = (named: unknown): boolean =>
  typeof named === 'object' && Object.keys(named ?? {}).length === 0;
