/**
 * AWS Signature Version 4 in a header, for calls that no API hands out a URL for. The body is signed as
 * UNSIGNED-PAYLOAD for S3, and by its digest for everything else.
 *
 * Evidence: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, read 2026-11-28.
 */
import crypto from 'k6/crypto';
import { required } from './asked.ts';

export interface Unsigned {
  readonly method: string;
  /** `http://127.0.0.1:4566` */
  readonly origin: string;
  /** `/bucket/key`, with nothing in it that needs encoding. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly service: 's3' | 'sqs';
  readonly body?: string;
}

export interface Signed {
  readonly url: string;
  readonly headers: Record<string, string>;
}

const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export function signed({
  method,
  origin,
  path,
  query = {},
  headers = {},
  service,
  body = '',
}: Unsigned): Signed {
  const region = required('AWS_REGION');
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const scope = `${date.slice(0, 8)}/${region}/${service}/aws4_request`;
  const payload = service === 's3' ? 'UNSIGNED-PAYLOAD' : crypto.sha256(body, 'hex');
  const token = __ENV['AWS_SESSION_TOKEN'];
  const all: Record<string, string> = {
    ...headers,
    host: origin.replace(/^https?:\/\//, ''),
    'x-amz-date': date,
    ...(service === 's3' ? { 'x-amz-content-sha256': payload } : {}),
    ...(token ? { 'x-amz-security-token': token } : {}),
  };
  const names = Object.keys(all).toSorted();
  const search = Object.keys(query)
    .toSorted()
    .map((name) => `${encode(name)}=${encode(query[name] ?? '')}`)
    .join('&');
  const canonical = [
    method,
    path,
    search,
    ...names.map((name) => `${name}:${all[name]}`),
    '',
    names.join(';'),
    payload,
  ].join('\n');
  const text = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${crypto.sha256(canonical, 'hex')}`;
  let key: string | ArrayBuffer = `AWS4${required('AWS_SECRET_ACCESS_KEY')}`;
  for (const part of scope.split('/')) key = crypto.hmac('sha256', key, part, 'binary');
  const signature = crypto.hmac('sha256', key, text, 'hex');
  const credential = `${required('AWS_ACCESS_KEY_ID')}/${scope}`;
  return {
    url: `${origin}${path}${search === '' ? '' : `?${search}`}`,
    headers: {
      ...all,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
    },
  };
}
