/**
 * Facts: what a client was told about one thing in the cloud, kept outside of it. While a request is unanswered two
 * states are possible, the one before and the one after; an answer leaves one. Whatever the cloud shows later must be
 * one of the possible states: anything else is lost, half done or invented.
 */
export interface Fact<State> {
  /** What it is about, for messages: `s3://plain/key-3`. */
  readonly name: string;
  possible: readonly State[];
}

/** What came of a request. */
export type Outcome = 'acknowledged' | 'refused' | 'unknown';

/** Whether an observed state is a possible one; ids that no answer told may be any. */
type Fits<State> = (possible: State, observed: State) => boolean;

/** Told of by an answer that makes no sense for a cloud that is alive. */
class Misbehaviour extends Error {
  override readonly name = 'Misbehaviour';
}

/**
 * Sends a request and keeps what its answer says.
 *
 * @param after the state, should the request be carried out without a word
 * @param told the state that the answer tells
 */
export async function change<State, Answer>(
  fact: Fact<State>,
  request: () => Promise<Answer>,
  after: (before: State) => State,
  told: (answer: Answer, before: State) => State = (_, before) => after(before),
): Promise<Outcome> {
  const [before] = fact.possible;
  if (before === undefined || fact.possible.length > 1)
    throw new Error(`${fact.name} is not known for certain`);
  fact.possible = [before, after(before)];
  try {
    fact.possible = [told(await request(), before)];
    return 'acknowledged';
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined) return 'unknown';
    if (status >= 500) throw new Misbehaviour(`${fact.name}: ${String(error)}`);
    fact.possible = [before];
    return 'refused';
  }
}

/** Holds what the cloud shows against what is possible; a sentence when it is none of it. */
export function compare<State>(fact: Fact<State>, observed: State, fits: Fits<State>): string | undefined {
  const fitting = fact.possible.some((possible) => fits(possible, observed));
  const expected = fact.possible;
  fact.possible = [observed];
  if (fitting) return undefined;
  return `${fact.name} is ${JSON.stringify(observed)}, and may be ${expected.map((one) => JSON.stringify(one)).join(' or ')}`;
}

export const same = <State>(possible: State, observed: State): boolean =>
  JSON.stringify(possible) === JSON.stringify(observed);

const statusOf = (error: unknown): number | undefined =>
  (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
