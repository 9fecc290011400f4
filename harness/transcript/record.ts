/** Makes a transcript of what a scenario sent and got back. */
import type { Report, Verdict } from '../report/verdict.ts';
import type { Exchange, WireBody } from '../wire/exchange.ts';
import { normalExchange, type NormalExchange } from '../wire/normal-exchange.ts';
import { Symbols } from '../wire/symbols.ts';
import {
  hears,
  TRANSCRIPT_FORMAT,
  type RecordedExchange,
  type Signing,
  type Transcript,
} from './transcript.ts';

/** @returns a transcript, or in words that finish "not recorded: …" why there is none */
export function transcriptOf(
  { family, sentence, source, outcome, wire, reason }: Verdict,
  { target, at }: Report,
): Transcript | string {
  if (outcome === 'failed') return 'failed';
  if (outcome !== 'passed') return `${outcome}: ${reason}`;
  if (wire === undefined) return 'nothing listened';
  const { stoodOn, browsed = false, surroundings } = wire;
  if (stoodOn === 'blueprint') return 'on a blueprint of safelight’s own, whose names no transcript holds';
  if (browsed) return 'a browser asked too, and nobody listens to it';
  const symbols = new Symbols(surroundings, stoodOn?.names);
  const all = wire.exchanges.flatMap((exchange) => recorded(exchange, symbols) ?? []);
  const told = withoutGround(withoutPolls(all));
  // What a pipeline makes is there when it is made, perhaps by the first time that it is asked for.
  const exchanges = stoodOn === undefined ? told : told.map(madeBeside);
  if (exchanges.length === 0) return 'no request was sent';
  return {
    format: TRANSCRIPT_FORMAT,
    recordedAt: at,
    from: `${target} in ${surroundings.region}`,
    family,
    sentence,
    source,
    ...(stoodOn !== undefined && { pipeline: stoodOn.pipeline }),
    exchanges,
  };
}

/** Of the same question asked several times, with nothing but looks in between, only the last answer counts. */
function withoutPolls(exchanges: readonly RecordedExchange[]): readonly RecordedExchange[] {
  const repeated = new Set<string>();
  return exchanges.flatMap((exchange, at) => {
    const asked = question(exchange);
    if (!looks(exchange) && !repeated.has(asked)) repeated.clear();
    if (isAskedAgain(asked, exchanges, at + 1)) {
      repeated.add(asked);
      return [];
    }
    return repeated.has(asked) || hears(exchange) ? [{ ...exchange, repeated: true as const }] : [exchange];
  });
}

function isAskedAgain(asked: string, exchanges: readonly RecordedExchange[], from: number): boolean {
  for (const later of exchanges.slice(from)) {
    if (question(later) === asked) return true;
    if (!looks(later)) return false;
  }
  return false;
}

/** Whether it changes nothing. */
const looks = ({ method, request: { headers } }: RecordedExchange): boolean =>
  /^(?:GET|HEAD)$/.test(method) ||
  /\.(?:Get|BatchGet|Query|Scan|List|Describe)\w*$/.test(headers['x-amz-target'] ?? '');

const madeBeside = (exchange: RecordedExchange): RecordedExchange =>
  looks(exchange) ? { ...exchange, repeated: true } : exchange;

/** What comes after a change that cannot be made again finds another ground. */
function withoutGround(exchanges: readonly RecordedExchange[]): readonly RecordedExchange[] {
  const gone = exchanges.findIndex(
    ({ notReplayable, method, response }) =>
      notReplayable !== undefined && !/^(?:GET|HEAD)$/.test(method) && response.status < 300,
  );
  if (gone < 0) return exchanges;
  return exchanges.map((exchange, at) =>
    at <= gone ? exchange : { notReplayable: 'it rests on what cannot be done again', ...exchange },
  );
}

const question = ({ method, target, request }: RecordedExchange): string =>
  JSON.stringify([method, target, request]);

function recorded(exchange: Exchange, symbols: Symbols): RecordedExchange | undefined {
  const normal = normalExchange(exchange, symbols);
  const { method, host, request, response } = normal;
  if (response === undefined) return undefined;
  const signing = signingOf(exchange);
  const target = pathStyle(normal.target, host);
  const reason = whyNotReplayable(exchange, signing, { target, host, request });
  return {
    method,
    target,
    signing,
    request,
    response: { ...response, body: digestOf(response.body) },
    ...(reason !== undefined && { notReplayable: reason }),
  };
}

/** An answer is held against its digest; its bytes are nobody's to keep. */
const digestOf = (body: WireBody): WireBody =>
  'text' in body ? body : { bytes: body.bytes, sha256: body.sha256 };

const SCOPE =
  /Credential=[^/%]+(?:\/|%2F)\d{8}(?:\/|%2F)[a-z0-9-]+(?:\/|%2F)([a-z0-9-]+)(?:\/|%2F)aws4_request/i;

function signingOf({ url, request: { headers } }: Exchange): Signing {
  const header = SCOPE.exec(headers['authorization'] ?? '')?.[1];
  if (header !== undefined) return { by: 'header', service: header };
  const service = SCOPE.exec(url)?.[1];
  if (service === undefined) return { by: 'nobody' };
  const signed = /[?&]X-Amz-SignedHeaders=([^&]*)/i.exec(url)?.[1] ?? 'host';
  return {
    by: 'url',
    service,
    expires: Number(/[?&]X-Amz-Expires=(\d+)/i.exec(url)?.[1] ?? 900),
    signedHeaders: decodeURIComponent(signed).split(';'),
  };
}

/** Seconds: seven days. */
const LONGEST_LIFE = 604_800;

/** Clouds that are spoken to at one address, and AWS's own. */
const REACHED = /^\{host\}$|amazonaws\.com$/;

/** A bucket in the host's name goes into the path: every cloud understands that. */
function pathStyle(target: string, host: string): string {
  const bucket = /^(.+)\.s3[.-]/.exec(host)?.[1];
  return bucket === undefined ? target : `/${bucket}${target}`;
}

/** What stands for something that only was good then. */
const PAST = /\{(?:time|signature|secret|private key|access key)\}/;

function whyNotReplayable(
  { request, response }: Exchange,
  signing: Signing,
  { target, host, request: normal }: Pick<NormalExchange, 'target' | 'host' | 'request'>,
): string | undefined {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return 'the form carries a signature of its own';
  if (PAST.test(`${target}${JSON.stringify(normal)}`)) return 'it names a time or a secret';
  if (!REACHED.test(host)) return `it was sent to ${host}`;
  if (!('text' in request.body) && request.body.base64 === undefined) return 'its body was too long to keep';
  if (signing.by === 'url' && response?.status === 403) {
    return 'what was wrong with its signature cannot be made again';
  }
  if (signing.by === 'url' && signing.expires > LONGEST_LIFE) return 'no signer makes a URL for so long';
  return undefined;
}
