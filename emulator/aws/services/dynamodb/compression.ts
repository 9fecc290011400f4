/**
 * Answers of 4 KB and more travel compressed to whoever accepts it. What is accepted is read as DynamoDB reads it: the
 * first parameter `q` counts, one that is no number or more than 1 is 1, what is named goes before `*`, and that nothing
 * is to be compressed cannot be preferred. The CRC-32 is that of the bytes that are sent.
 *
 * Evidence: Alternator's tests, which their authors run on AWS.
 * Gaps (unverified): whether an answer of 4,096 bytes exactly is compressed, and how hard.
 */
import { constants, crc32, deflateSync, gzipSync } from 'node:zlib';
import type { WireRequest, WireResponse } from '../../wire/message.ts';

const SMALLEST = 4_096;
const ENCODINGS = { gzip: gzipSync, deflate: deflateSync } as const;
type Encoding = keyof typeof ENCODINGS;

/** The answer as it is sent. */
export function compressed({ headers: asked }: WireRequest, answer: WireResponse): WireResponse {
  const accepted = asked['accept-encoding'];
  const { headers, body } = answer;
  if (accepted === undefined || typeof body !== 'string' || Buffer.byteLength(body) < SMALLEST) return answer;
  const encoding = preferred(accepted);
  if (encoding === undefined) return answer;
  const bytes = ENCODINGS[encoding](body, { level: constants.Z_BEST_SPEED });
  return {
    ...answer,
    headers: { ...headers, 'content-encoding': encoding, 'x-amz-crc32': String(crc32(bytes)) },
    body: bytes,
  };
}

/** The encoding that an Accept-Encoding likes best; the first of several. */
export function preferred(accepted: string): Encoding | undefined {
  const weights = new Map<string, number>();
  for (const part of accepted.split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    weights.set(name, Math.max(weights.get(name) ?? 0, weightOf(parameters)));
  }
  const rest = weights.get('*') ?? 0;
  const named = [...weights].filter((entry): entry is [Encoding, number] => entry[0] in ENCODINGS);
  const others = (Object.keys(ENCODINGS) as Encoding[]).filter((encoding) => !weights.has(encoding));
  const [best] = [...named, ...others.map((encoding) => [encoding, rest] as const)]
    .filter(([, weight]) => weight > 0)
    .toSorted(([, one], [, other]) => other - one);
  return best?.[0];
}

function weightOf(parameters: readonly string[]): number {
  const [given] = parameters.flatMap((parameter) => /^q\s*=(.*)$/.exec(parameter)?.[1] ?? []);
  const weight = Number(given ?? 1);
  return Number.isNaN(weight) ? 1 : Math.min(weight, 1);
}
