/** Two runs of the same scenarios side by side: where the clouds answered differently, at the level of the wire. */
import { differences, requestOf, type Difference } from '../wire/differences.ts';
import type { WireRecord } from '../wire/exchange.ts';
import { normalExchange, type NormalExchange } from '../wire/normal-exchange.ts';
import { Symbols } from '../wire/symbols.ts';
import type { Outcome, Report, Verdict } from '../report/verdict.ts';

interface DifferingAnswer {
  /** `PUT /{name photos}/a.jpg` */
  readonly request: string;
  readonly differences: readonly Difference[];
}

export interface DifferingScenario {
  readonly family: string;
  readonly sentence: string;
  readonly outcomes: readonly [Outcome, Outcome];
  readonly answers: readonly DifferingAnswer[];
}

export interface Comparison {
  /** Scenarios that both could be asked. */
  readonly compared: number;
  /** Answers that were held against each other. */
  readonly answers: number;
  readonly differing: readonly DifferingScenario[];
}

export function compareRuns(one: Report, other: Report): Comparison {
  const theirs = new Map(other.verdicts.map((verdict) => [nameOf(verdict), verdict]));
  let compared = 0;
  let answers = 0;
  const differing: DifferingScenario[] = [];
  for (const mine of one.verdicts) {
    const their = theirs.get(nameOf(mine));
    if (mine.wire === undefined || their?.wire === undefined) continue;
    compared += 1;
    const pairs = paired(normal(mine.wire), normal(their.wire));
    answers += pairs.length;
    const differingAnswers = pairs
      .map(([request, a, b]) => ({ request, differences: differences(a.response, b.response) }))
      .filter((answer) => answer.differences.length > 0);
    if (differingAnswers.length === 0 && mine.outcome === their.outcome) continue;
    const { family, sentence } = mine;
    differing.push({ family, sentence, outcomes: [mine.outcome, their.outcome], answers: differingAnswers });
  }
  return { compared, answers, differing };
}

const nameOf = ({ family, sentence }: Verdict): string => `${family}\n${sentence}`;

function normal({ surroundings, exchanges, stoodOn }: WireRecord): readonly NormalExchange[] {
  const symbols = new Symbols(surroundings, typeof stoodOn === 'object' ? stoodOn.names : {});
  return exchanges.map((exchange) => normalExchange(exchange, symbols));
}

type Pair = readonly [request: string, one: NormalExchange, other: NormalExchange];

/** The same requests of both, in turn; of one that was repeated until it was answered well, the last. */
function paired(one: readonly NormalExchange[], other: readonly NormalExchange[]): readonly Pair[] {
  const [mine, theirs] = [Map.groupBy(one, requestOf), Map.groupBy(other, requestOf)];
  return [...mine].flatMap(([request, asked]): readonly Pair[] => {
    const answered = theirs.get(request) ?? [];
    if (asked.length === answered.length) {
      return asked.map((exchange, at): Pair => [request, exchange, answered[at] ?? exchange]);
    }
    const [last, their] = [asked.at(-1), answered.at(-1)];
    return last === undefined || their === undefined ? [] : [[request, last, their]];
  });
}
