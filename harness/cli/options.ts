/** Readers of option values: each says what it wants when it gets something else. */
import { InvalidArgumentError, Option } from 'commander';
import type { NewFaultRule } from '#aws';
import { parseFaultRule } from '#aws/terms';

const DEFAULT_ENDPOINT = 'http://127.0.0.1:4566';

/** A TCP port; 0 picks a free one. */
export function port(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) {
    throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
  }
  return value;
}

/** An http(s) URL without a path. */
export function endpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError(`An endpoint is a URL like ${DEFAULT_ENDPOINT}.`);
  }
  return url.origin;
}

/** `--endpoint URL`, for every command that talks to a running cloud. */
export const endpointOption = (): Option =>
  new Option('--endpoint <url>', 'address of a running safelight')
    .argParser(endpoint)
    .default(
      process.env['SAFELIGHT_ENDPOINT'] ?? DEFAULT_ENDPOINT,
      `$SAFELIGHT_ENDPOINT, else ${DEFAULT_ENDPOINT}`,
    );

/** One more fault rule, as `--fault` takes it. */
export function fault(text: string, before: readonly NewFaultRule[]): readonly NewFaultRule[] {
  const rule = parseFaultRule(text);
  if (typeof rule === 'string') throw new InvalidArgumentError(rule);
  return [...before, rule];
}
