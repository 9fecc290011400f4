/** An exchange with symbols in place of everything that is another each time, in a form that can be compared. */
import type { Exchange, WireBody } from './exchange.ts';
import type { Symbols } from './symbols.ts';

export interface NormalExchange {
  readonly method: string;
  /** Path and query, without what signs it. */
  readonly target: string;
  /** The host where it is not the target's own: a virtual-hosted bucket, a distribution. */
  readonly host: string;
  readonly request: NormalMessage;
  readonly response?: NormalMessage & { readonly status: number };
}

export interface NormalMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: WireBody;
}

/** Headers of a request that its sender adds anew each time. */
const OF_SENDER =
  /^(?:authorization|host|date|x-amz-date|x-amz-security-token|user-agent|x-amz-user-agent|amz-sdk-.*|connection|content-length|accept|accept-encoding|accept-language|sec-fetch-.*|transfer-encoding|expect|x-amzn-trace-id|traceparent|priority)$/;
/** Headers of an answer that say nothing about behaviour, or are another each time. */
const OF_SERVER =
  /^(?:date|server|connection|keep-alive|transfer-encoding|x-amz-request-id|x-amz-id-2|x-amzn-requestid|x-amzn-trace-id|x-amz-cf-id|x-amz-cf-pop|via|age|content-length|x-amz-crc32|apigw-requestid|x-amz-apigw-id|x-amzn-remapped-.*)$/;
/** Headers whose values a cloud makes up. */
const GIVEN: Readonly<Record<string, string>> = {
  'x-amz-version-id': 'VersionId',
  'x-amz-copy-source-version-id': 'VersionId',
};

export function normalExchange(exchange: Exchange, symbols: Symbols): NormalExchange {
  const { method, url, request, response } = exchange;
  const [, host = '', target = '/'] = /^https?:\/\/([^/?]+)(.*)$/.exec(url) ?? [];
  symbols.digested(keyIn(target));
  const asked = message(request, OF_SENDER, symbols);
  return {
    method,
    target: unsigned(symbols.of(target)),
    host: symbols.of(host),
    request: asked,
    ...(response !== undefined && {
      response: { status: response.status, ...message(response, OF_SERVER, symbols) },
    }),
  };
}

/** The key in a path that begins with a bucket. */
function keyIn(target: string): string {
  const [, key = ''] = /^\/[^/?]+\/([^?]*)/.exec(target) ?? [];
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

function message({ headers, body }: Exchange['request'], dropped: RegExp, symbols: Symbols): NormalMessage {
  // What a header gives comes first, so that a body that repeats it means the same.
  const kept = Object.entries(headers)
    .filter(([name]) => !dropped.test(name))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => {
      const kind = GIVEN[name];
      return [name, kind === undefined || value === 'null' ? symbols.of(value) : symbols.given(kind, value)];
    });
  const form = headers['content-type']?.startsWith('multipart/form-data') === true;
  return {
    headers: Object.fromEntries(kept) as Record<string, string>,
    body: normalBody(body, form, symbols),
  };
}

function normalBody(body: WireBody, form: boolean, symbols: Symbols): WireBody {
  if ('text' in body) {
    return { text: symbols.of(form ? withoutSignedFields(body.text) : withoutRunTag(body.text)) };
  }
  // A form holds its signature among the bytes of the file.
  return form ? { bytes: body.bytes, sha256: body.sha256 } : body;
}

const withoutSignedFields = (form: string): string =>
  form.replaceAll(
    /(name="(?:policy|signature|x-amz-(?:signature|credential|security-token)|AWSAccessKeyId)"\r\n\r\n)[^\r]*/gi,
    '$1{signature}',
  );

const RUN = 'sl[0-9a-z]{11}';
/** How the tag of the run is written in each protocol, with what holds nothing but it. */
const RUN_TAGS: readonly RegExp[] = [
  new RegExp(`<Tag><Key>safelight:run</Key><Value>${RUN}</Value></Tag>`, 'g'),
  /<(Tags|TagSet)><\/\1>/g,
  /^(?:<\?xml[^>]*>)?<CreateBucketConfiguration[^>]*><\/CreateBucketConfiguration>$/g,
  new RegExp(`,?"tags":\\{"safelight:run":"${RUN}"\\}`, 'gi'),
  new RegExp(`,?"tags":\\[\\{"(?:Tag)?Key":"safelight:run","(?:Tag)?Value":"${RUN}"\\}\\]`, 'gi'),
  new RegExp(`&Tags\\.member\\.\\d+\\.Key=safelight%3Arun&Tags\\.member\\.\\d+\\.Value=${RUN}`, 'g'),
];

/** What was made on AWS carries the tag of its run, which is nobody else's business. */
const withoutRunTag = (text: string): string =>
  RUN_TAGS.reduce((told, pattern) => told.replaceAll(pattern, ''), text);

/** Parameters that sign are the sender's own. */
const unsigned = (target: string): string =>
  target
    .replaceAll(
      /([?&])X-Amz-(?:Signature|Credential|Date|Expires|SignedHeaders|Algorithm|Security-Token|Content-Sha256)=[^&]*/gi,
      '$1',
    )
    .replaceAll(/&{2,}/g, '&')
    .replace(/\?&/, '?')
    .replace(/[?&]$/, '');
