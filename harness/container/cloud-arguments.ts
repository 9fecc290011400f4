import type { CloudConfig } from '../config/config.ts';

/** A cloud as `safelight.config.ts` describes it, apart from where it listens, which is the container's to say. */
export type ContainerCloud = Omit<CloudConfig, 'host' | 'port'>;

/** The arguments of `safelight up` that make such a cloud. */
export const cloudArguments = ({
  blueprint = 'none',
  data,
  clock,
  seed,
  indexLag,
  faults = [],
}: ContainerCloud): string[] => [
  ...option('blueprint', blueprint),
  ...option('data', data),
  ...option('clock', clock),
  ...option('seed', seed),
  ...option('index-lag', indexLag),
  ...faults.flatMap((rule) => option('fault', rule)),
];

const option = (name: string, value: string | undefined): string[] =>
  value === undefined ? [] : [`--${name}`, value];
