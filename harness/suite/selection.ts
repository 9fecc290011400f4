/** Which scenarios a run takes, and in which order. */
import { SafelightError } from '#aws';

export interface Selection {
  /** Folders of scenarios: `presigned`. All, when there are none. */
  readonly families?: readonly string[] | undefined;
  /** Parts of file names. */
  readonly files?: readonly string[] | undefined;
  /** What a sentence must contain, in any case. */
  readonly name?: string | undefined;
  /** Tags, with `and`, `or`, `not`: `functions and not cdn`. */
  readonly tags?: readonly string[] | undefined;
  /** Only scenarios that what was changed since a commit reaches; `true` for what is not committed. */
  readonly changed?: string | boolean | undefined;
  /** `1/3`: the first of three parts. */
  readonly shard?: string | undefined;
  /** Files and scenarios in the order that this number makes. */
  readonly seed?: number | undefined;
}

/** A selection as Vitest's own options say it. */
export function vitestOptions(selection: Selection): {
  readonly filters: string[];
  readonly options: Record<string, unknown>;
} {
  const { families = [], files = [], name, tags = [], changed, shard, seed } = selection;
  return {
    filters: [...families.map((family) => `scenarios/${family}/`), ...files],
    options: {
      ...(name !== undefined && { testNamePattern: new RegExp(literally(name), 'i') }),
      ...(tags.length > 0 && { tagsFilter: [...tags] }),
      ...(changed !== undefined && { changed }),
      ...(shard !== undefined && { shard: checkedShard(shard) }),
      ...(seed !== undefined && { sequence: { shuffle: { files: true, tests: true }, seed } }),
    },
  };
}

/** Vitest would end the process for some of what is no shard. */
function checkedShard(shard: string): string {
  const [index = 0, count = 0] = shard.split('/').map(Number);
  if (/^\d+\/\d+$/.test(shard) && index >= 1 && index <= count) return shard;
  throw new SafelightError('ERR_SHARD', `${JSON.stringify(shard)} is no part of a run.`, {
    hint: 'The second of three parts is --shard 2/3.',
  });
}

/** What was asked for, to say that there is no such thing. */
export const selectionText = ({
  families = [],
  files = [],
  name,
  tags = [],
  changed,
  shard,
}: Selection): string =>
  [
    ...families.map((family) => `family ${family}`),
    ...files.map((file) => `file ${file}`),
    ...(name === undefined ? [] : [`name ${JSON.stringify(name)}`]),
    ...tags.map((tag) => `tag ${tag}`),
    ...(changed === undefined ? [] : ['changed files']),
    ...(shard === undefined ? [] : [`shard ${shard}`]),
  ].join(', ') || 'nothing in particular';

const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
