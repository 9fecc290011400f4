/**
 * Takes out of what went over the wire whatever is another each time: names of a run's own, ids that a cloud gives,
 * times, signatures, the account. In its place stands a symbol, the same one for the same value, numbered in the order
 * of appearance; so two runs can be compared, and one can be done again.
 */

import { createHash } from 'node:crypto';
import type { Surroundings } from './exchange.ts';

/** Elements and members whose values a cloud makes up, and by which it is asked again later. */
const GIVEN =
  'UploadId|VersionId|NextVersionIdMarker|ReceiptHandle|MessageId|NextContinuationToken|ContinuationToken|NextToken|NextMarker|SequenceNumber|sequencer|CallerReference|RevisionId|EventId|NextPartNumberMarker|Owner';
const IN_XML = new RegExp(`(<(${GIVEN})>)([^<]{6,})(</\\2>)`, 'g');
/** A member of JSON as it is written there, or in a text that is JSON within JSON: a message that tells of an event. */
const member = (names: string, value: string, flags: string): RegExp =>
  new RegExp(`(\\\\*"(${names})\\\\*"\\s*:\\s*\\\\*")(${value})(\\\\*")`, flags);
const IN_JSON = member(GIVEN, '[^"\\\\]{6,}', 'g');

/** A name with the run's mark, which in a query may follow an escape: `%2Fuser-slm…`. */
const NAME =
  /(?:(?<=%[0-9A-Fa-f]{2})|(?<![\w.%-])(?<!%[0-9A-Fa-f]))([A-Za-z0-9][\w.-]*?)-(sl[0-9a-z]{11}[0-9a-z]*)/g;
/** A mark behind letters that no name begins with. */
const MARK = /(?<![0-9A-Za-z])sl[0-9a-z]{11}[0-9a-z]*/g;
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
/** As CloudFront numbers what it keeps. */
const EDGE_ID = /\b[EK][A-Z0-9]{12,13}\b/g;
const ENTITY_ID = /\bd[a-z0-9]{12,13}(?=\.cloudfront\.net)/g;

/** Patterns of what is another at each moment, and the word for it. */
const PASSING: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT\d\d(?::|%3A)\d\d(?::|%3A)\d\d(?:\.\d+)?(?:Z|\+00:?00)?/g, '{time}'],
  [/(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, '{time}'],
  [/\b\d{8}T\d{6}Z\b/g, '{time}'],
  [/\b1[789]\d{8}(?:\d{3})?(?:\.\d+)?(?:E9)?\b/g, '{time}'],
  [/([?&]X-Amz-(?:Signature|Credential|Security-Token)=)[^&\s"<]+/gi, '$1{signature}'],
  [/(<(RequestId|HostId|RequestID)>)[^<]*(<\/\2>)/g, '$1{id}$3'],
  [member('RequestId|requestId|x-amz-request-id|x-amz-id-2', '[^"\\\\]*', 'g'), '$1{id}$4'],
  [/(SimpleNotificationService-)[0-9a-f]{32}/g, '$1{certificate}'],
  [member('MD5OfBody', '[0-9a-f]{32}', 'g'), '$1{digest}$4'],
  [member('Signature', '[^"\\\\]*', 'g'), '$1{signature}$4'],
  [member('principalId', '[^"\\\\]*', 'g'), '$1{principal}$4'],
  [member('sourceIPAddress|sourceIpAddress', '[^"\\\\]*', 'g'), '$1{address}$4'],
  [/(<ID>)[0-9a-f]{64}(<\/ID>)/g, '$1{owner}$2'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*-----END [A-Z ]*PRIVATE KEY-----/g, '{private key}'],
  [/("(?:SecretString|SecretAccessKey|SecretBinary)"\s*:\s*")[^"]*(")/g, '$1{secret}$2'],
  [/(<(SecretAccessKey|AccessKeyId|SessionToken)>)[^<]*(<\/\2>)/g, '$1{secret}$3'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, '{access key}'],
];

/** With symbols in place of values; longer ones first: one may be the beginning of another. */
const replaced = (text: string, symbols: ReadonlyMap<string, string>): string =>
  [...symbols]
    .toSorted(([one], [other]) => other.length - one.length)
    .reduce(
      (told, [value, symbol]) => told.replaceAll(value, symbol).replaceAll(encodeURIComponent(value), symbol),
      text,
    );

/** `{pipeline uploads.bucket}`: what a part of the pipeline under judgement is called. */
const pipelineSymbol = (place: string): string => `{pipeline ${place}}`;

/** The parts of a pipeline that a text with symbols speaks of, by their place in a configuration. */
export const pipelinePlaces = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\{pipeline ([^{}]+)\}/g)].map(([, place = '']) => place)),
];

export class Symbols {
  readonly #surroundings: Surroundings;
  #symbols = new Map<string, string>();
  /** Of a pipeline's names, which may hold the mark of a run and more behind it. */
  readonly #pipeline: ReadonlyMap<string, string>;
  #values = new Map<string, string>();
  #counts = new Map<string, number>();

  /** @param names what parts of a pipeline are called, by their place in its configuration */
  constructor(surroundings: Surroundings, names: Readonly<Record<string, string>> = {}) {
    this.#surroundings = surroundings;
    for (const [place, name] of Object.entries(names)) this.#keep(name, pipelineSymbol(place));
    this.#pipeline = new Map(this.#symbols);
  }

  /** The text with symbols in place of values. */
  of(text: string): string {
    const { accountId, host } = this.#surroundings;
    let told = replaced(text, this.#pipeline)
      .replaceAll(NAME, (_, stem: string, mark: string) => this.#symbol('name', `${stem}-${mark}`, stem))
      .replaceAll(MARK, (mark) => this.#symbol('name', mark, 'mark'))
      .replaceAll(
        IN_XML,
        (_, open: string, kind: string, value: string, close: string) =>
          `${open}${this.#symbol(kind, value)}${close}`,
      )
      .replaceAll(
        IN_JSON,
        (_, open: string, kind: string, value: string, close: string) =>
          `${open}${this.#symbol(kind, value)}${close}`,
      );
    told = replaced(told, this.#symbols);
    for (const pattern of [UUID, EDGE_ID, ENTITY_ID]) {
      told = told.replaceAll(pattern, (value) => this.#symbol('id', value));
    }
    for (const [pattern, word] of PASSING) told = told.replaceAll(pattern, word);
    if (host !== '') told = told.replaceAll(host, '{host}');
    return told.replaceAll(accountId, '{account}');
  }

  /** Takes what a pipeline may write down for a key, its digest, for the key. */
  digested(key: string): void {
    const told = this.of(key);
    if (told === key) return;
    const digest = createHash('sha256').update(key).digest('hex');
    this.#keep(digest, `{SHA-256 of ${told.replaceAll(/[{}]/g, '')}}`);
  }

  /** Remembers what has a symbol now. @returns forgets whatever got one since */
  mark(): () => void {
    const [symbols, values, counts] = [this.#symbols, this.#values, this.#counts];
    const rewind = (): void => {
      this.#symbols = new Map(symbols);
      this.#values = new Map(values);
      this.#counts = new Map(counts);
    };
    rewind();
    return rewind;
  }

  /** A value of a header that is known to be given by the cloud. */
  given(kind: string, value: string): string {
    return this.#symbol(kind, value);
  }

  /**
   * The text with values in place of symbols again.
   *
   * @param named makes a value for a name that has none yet
   */
  restore(text: string, named: (stem: string) => string): string {
    const { accountId, host, region } = this.#surroundings;
    return text.replaceAll(/\{([^{}]+)\}/g, (symbol, inside: string) => {
      const known = this.#values.get(symbol);
      if (known !== undefined) return known;
      if (inside === 'account') return accountId;
      if (inside === 'host') return host;
      if (inside === 'region') return region;
      const [, stem, number = '1'] = /^name ([^#]+?)(?: #(\d+))?$/.exec(inside) ?? [];
      if (stem === undefined) return symbol;
      const value = named(stem);
      const word = `name ${stem}`;
      this.#counts.set(word, Math.max(Number(number), this.#counts.get(word) ?? 0));
      this.#keep(value, symbol);
      return value;
    });
  }

  #symbol(kind: string, value: string, what?: string): string {
    const known = this.#symbols.get(value);
    if (known !== undefined) return known;
    const word = what === undefined ? kind : `${kind} ${what}`;
    const count = (this.#counts.get(word) ?? 0) + 1;
    this.#counts.set(word, count);
    const symbol = count === 1 ? `{${word}}` : `{${word} #${count}}`;
    this.#keep(value, symbol);
    return symbol;
  }

  #keep(value: string, symbol: string): void {
    this.#symbols.set(value, symbol);
    this.#values.set(symbol, value);
  }
}
