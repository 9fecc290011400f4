/** What the configuration of the working folder says goes for every command whose options say nothing else. */
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { NewFaultRule } from '#aws';
import type { SafelightConfig } from '../config/config.ts';
import type { FoundConfig } from '../config/read-config.ts';
import { parseDuration } from './duration.ts';
import { fault } from './options.ts';

/** What the two options below leave behind. */
export interface ConfigOptions {
  readonly config?: string | false;
}

export const configOption = (): Option =>
  new Option(
    '--config <file>',
    'configuration to go by; safelight.config.ts of this folder when there is one',
  );

export const noConfigOption = (): Option => new Option('--no-config', 'go by no configuration');

/** Options by the names that commander gives them, with what a configuration says of each. */
const SAID: Readonly<Record<string, (config: SafelightConfig, folder: string) => unknown>> = {
  port: ({ cloud }) => cloud?.port,
  host: ({ cloud }) => cloud?.host,
  // Who deploys a pipeline of their own does not want one of ours beside it.
  blueprint: ({ cloud, pipeline }) =>
    cloud?.blueprint ?? pipeline?.blueprint ?? (pipeline === undefined ? undefined : 'none'),
  data: ({ cloud }, folder) => (cloud?.data === undefined ? undefined : resolve(folder, cloud.data)),
  clock: ({ cloud }) => cloud?.clock,
  seed: ({ cloud }) => cloud?.seed,
  region: ({ region }) => region,
  indexLag: ({ cloud }) => (cloud?.indexLag === undefined ? undefined : parseDuration(cloud.indexLag)),
  fault: ({ cloud }) =>
    cloud?.faults?.reduce<readonly NewFaultRule[]>((rules, rule) => fault(rule, rules), []),
};

/** Gives the command's options what the configuration says, except those that somebody gave. */
function applyConfig(command: Command, { config, folder }: Pick<FoundConfig, 'config' | 'folder'>): void {
  for (const option of command.options) {
    const attributeName = option.attributeName();
    const value = SAID[attributeName]?.(config, folder);
    const source = command.getOptionValueSource(attributeName);
    if (value !== undefined && (source === undefined || source === 'default')) {
      command.setOptionValueWithSource(attributeName, value, 'config');
    }
  }
}

/** Address of the cloud that the configuration has `safelight up` start, for commands that look for one. */
function endpointOf({ target, cloud }: SafelightConfig): string | undefined {
  if (typeof target === 'object') return new URL(target.endpoint).origin;
  if (cloud?.port === undefined || cloud.port === 0) return undefined;
  return `http://${cloud.host ?? '127.0.0.1'}:${cloud.port}`;
}

/**
 * The configuration that a command is to go by, if there is one.
 *
 * @param asked what `--config` says: a file, or false for none
 * @throws SafelightError ERR_CONFIG, ERR_CONFIG_ABSENT
 */
export async function configFor(asked: string | false | undefined): Promise<FoundConfig | undefined> {
  if (asked === false) return undefined;
  const { configFile } = await import('../config/config-file.ts');
  const file = asked ?? configFile(process.cwd());
  if (file === undefined) return undefined;
  const { readConfig } = await import('../config/read-config.ts');
  return readConfig(file);
}

/** Run before every command: what a configuration says reaches the options before anybody reads them. */
export async function takeUpConfig(command: Command): Promise<void> {
  const { config: asked } = command.opts<{ config?: string | false }>();
  const has = (name: string): boolean => command.options.some((option) => option.attributeName() === name);
  const knows = has('config') && has('port');
  const looks = has('endpoint') && !has('target');
  if (!knows && !looks) return;
  const found = await configFor(asked);
  if (found === undefined) return;
  if (knows) {
    applyConfig(command, found);
    command.setOptionValueWithSource('found', found, 'config');
  }
  const endpoint = endpointOf(found.config);
  // It stays a default: who looks for a cloud there may do without one.
  const isDefault = command.getOptionValueSource('endpoint') === 'default';
  if (endpoint !== undefined && isDefault && process.env['SAFELIGHT_ENDPOINT'] === undefined) {
    command.setOptionValueWithSource('endpoint', endpoint, 'default');
  }
}
