/**
 * A transcript: what one scenario asked a cloud on a day, and what that cloud answered, with symbols for whatever would
 * be another the next time or belongs to somebody. `docs/targets.md` describes the file.
 */
import { SafelightError } from '#aws';
import type { NormalMessage } from '../wire/normal-exchange.ts';

export const TRANSCRIPT_FORMAT = 'safelight-transcript/1';

/** How a request was signed, so that it can be signed again. */
export type Signing =
  /** In its headers, for this service. */
  | { readonly by: 'header'; readonly service: string }
  /** In its URL, good for so many seconds. */
  | {
      readonly by: 'url';
      readonly service: string;
      readonly expires: number;
      /** Lower-case names of headers that the signature covers. */
      readonly signedHeaders: readonly string[];
    }
  | { readonly by: 'nobody' };

export interface RecordedExchange {
  readonly method: string;
  /** Path and query as sent, without signature. */
  readonly target: string;
  readonly signing: Signing;
  readonly request: NormalMessage;
  readonly response: NormalMessage & { readonly status: number };
  /** Whether it was asked again and again until this was the answer. */
  readonly repeated?: true;
  /** Why it cannot be done again. */
  readonly notReplayable?: string;
}

export interface Transcript {
  readonly format: typeof TRANSCRIPT_FORMAT;
  /** ISO 8601. */
  readonly recordedAt: string;
  /** `aws in eu-central-1`: never an account. */
  readonly from: string;
  readonly family: string;
  readonly sentence: string;
  readonly source: string;
  /** The pipeline that it stood on, by the name in its configuration; wherever it is replayed, that has to stand too. */
  readonly pipeline?: string;
  readonly exchanges: readonly RecordedExchange[];
}

/** Whether it asks a queue for messages, which come when they come. */
export const hears = ({ request: { headers } }: RecordedExchange): boolean =>
  headers['x-amz-target'] === 'AmazonSQS.ReceiveMessage';

/** @throws SafelightError ERR_TRANSCRIPT */
export function readTranscript(text: string, path: string): Transcript {
  const refuse = (problem: string): SafelightError =>
    new SafelightError('ERR_TRANSCRIPT', `${path} ${problem}.`, {
      hint: 'Record it anew with `safelight record FOLDER`.',
    });
  let value: Partial<Transcript>;
  try {
    value = JSON.parse(text) as Partial<Transcript>;
  } catch {
    throw refuse('is not JSON');
  }
  if (value.format !== TRANSCRIPT_FORMAT) throw refuse(`is not in the format ${TRANSCRIPT_FORMAT}`);
  if (!Array.isArray(value.exchanges) || typeof value.sentence !== 'string') throw refuse('has no exchanges');
  return value as Transcript;
}
