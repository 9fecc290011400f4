/** How a run of scenarios is set up to judge what a configuration describes. */
import { isAbsolute, relative } from 'node:path';
import { SafelightError } from '#aws/terms';
import { CONFIG_VARIABLE } from './judged.ts';
import type { OwnScenarios } from '../suite/run-suite.ts';
import type { Selection } from '../suite/selection.ts';
import type { SafelightConfig } from './config.ts';
import type { FoundConfig } from './read-config.ts';

/** The families whose scenarios judge a pipeline by its configuration; all others judge clouds, or designs of our own. */
const FAMILIES = ['pipeline', 'uploads', 'renditions', 'delivery'];

/** Which of our own scenarios a run takes: as asked, otherwise those about a pipeline where one is configured. */
export function judgingSelection(selection: Selection, config: SafelightConfig | undefined): Selection {
  const { families = [], files = [] } = selection;
  const isAsked = families.length > 0 || files.length > 0;
  return isAsked || config?.pipeline === undefined ? selection : { ...selection, families: FAMILIES };
}

/**
 * Hands a configuration, or that there is none, to the processes that will run scenarios.
 *
 * @param region as asked; the configuration's otherwise
 */
export function passOn(
  { config, folder }: Pick<FoundConfig, 'config' | 'folder'>,
  region: string | undefined = config.region,
): void {
  process.env[CONFIG_VARIABLE] = JSON.stringify({ config, folder });
  if (region !== undefined) process.env['SAFELIGHT_TARGET_REGION'] = region;
}

/**
 * A pipeline that nothing deploys cannot stand on a cloud that is made for the run.
 *
 * @throws SafelightError ERR_CONFIG
 */
export function checkDeployed({ config, file }: FoundConfig, target: string): void {
  const { pipeline } = config;
  if (target !== 'embedded' || pipeline === undefined) return;
  if (pipeline.blueprint !== undefined || pipeline.stack?.template !== undefined) return;
  throw new SafelightError(
    'ERR_CONFIG',
    `${file}: nothing deploys the pipeline, and the embedded cloud is empty when a run begins.`,
    {
      hint: 'Name a template in pipeline.stack.template, or the cloud where it stands: target: { endpoint: "http://127.0.0.1:4566" }.',
    },
  );
}

/** The project's own scenarios, which find `safelight/vitest` and everything else beside themselves. */
export function ownScenarios({ config, folder }: FoundConfig): OwnScenarios | undefined {
  const { scenarios = [] } = config;
  if (scenarios.length === 0) return undefined;
  return {
    root: folder,
    include: scenarios.map((path) => (isAbsolute(path) ? relative(folder, path) : path)),
  };
}
