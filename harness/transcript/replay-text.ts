/** Replays for a reader: what was answered otherwise, and at which place. */
import { printableLines } from '../printable.ts';
import type { Replay } from './replay.ts';
import type { Transcript } from './transcript.ts';

interface Replayed {
  readonly file: string;
  readonly transcript: Transcript;
  readonly replay: Replay;
}

export function replayText(target: string, replayed: readonly Replayed[]): string {
  const differing = replayed.filter(({ replay }) => replay.differing.length > 0);
  const skipped = replayed.flatMap(({ replay }) => replay.skipped);
  const count = replayed.reduce((sum, { replay }) => sum + replay.replayed, 0);
  const reasons = Map.groupBy(skipped, ({ reason }) => reason);
  return printableLines(
    [
      ...differing.flatMap(linesOf),
      `${replayed.length - differing.length} of ${replayed.length} transcripts hold on ${target}: ${count} exchanges replayed, ${skipped.length} not replayable`,
      ...[...reasons].map(([reason, members]) => `  not replayable, ${members.length}: ${reason}`),
      '',
    ].join('\n'),
  );
}

const linesOf = ({ file, transcript, replay }: Replayed): readonly string[] => [
  `${transcript.family}: ${transcript.sentence}`,
  `  ${file}, recorded ${transcript.recordedAt} from ${transcript.from}`,
  ...replay.differing.flatMap(({ exchange, request, differences }) => [
    `  exchange ${exchange}: ${request}`,
    ...differences.map(
      ({ place, one = '(nothing)', other = '(nothing)' }) =>
        `    ${place}\n      recorded ${one}\n      answered ${other}`,
    ),
  ]),
  '',
];
