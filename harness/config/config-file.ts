import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const NAMES = ['ts', 'mts', 'js', 'mjs', 'json'].map((ending) => `safelight.config.${ending}`);

/** Absolute path of a folder's configuration, or undefined where it has none. */
export const configFile = (folder: string): string | undefined =>
  NAMES.map((name) => resolve(folder, name)).find((path) => existsSync(path));
