import { sourceFiles } from '../source-tree.ts';

export interface Behaviour {
  /** Repository path of the file that declares it. */
  readonly file: string;
  readonly sentence: string;
  /** Where the behaviour is written. */
  readonly source: string;
  /** What a target must be able to do. */
  readonly needs?: readonly string[];
}

/** Repository paths of all files that declare scenarios. */
export const scenarioFiles = (): string[] => sourceFiles().filter((path) => path.endsWith('.scenario.ts'));
