/** Sends a request as it stands, path and all, signed anew with a target's keys. */
import { createHash } from 'node:crypto';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Target } from '../targets/target.ts';
import type { Exchange } from '../wire/exchange.ts';
import { wireBody } from '../wire/wire-body.ts';
import type { RestoredRequest } from './replay.ts';

type Sent = Pick<Target, 'clients' | 'connection' | 'region' | 'time'>;

export async function sendSigned(restored: RestoredRequest, target: Sent): Promise<Exchange> {
  const { method, signing, body } = restored;
  const service = signing.by === 'nobody' ? 's3' : signing.service;
  const origin = originOf(service, target);
  const headers: Record<string, string> = {
    ...withoutDigest(restored.headers),
    ...(restored.changed && checksumsOf(restored.headers, body)),
    host: origin.host,
  };
  const [path, search] = cut(restored.target);
  const asked = {
    method,
    hostname: origin.hostname,
    protocol: origin.protocol,
    path,
    query: queryOf(search),
    headers,
  };
  const signed = await sign(asked, restored, target, service);
  return exchange(origin, { ...signed, method, target: restored.target, body });
}

/** Global services have one address, everything else one for each region. */
function originOf(service: string, { connection, region }: Sent): URL {
  const global = service === 'iam' || service === 'cloudfront';
  return new URL(connection.endpoint ?? `https://${service}.${global ? '' : `${region}.`}amazonaws.com`);
}

const cut = (target: string): readonly [string, string] => {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
};

function queryOf(search: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(search.replaceAll('+', '%2B'))) {
    const before = query[name];
    query[name] = before === undefined ? value : [before, value].flat();
  }
  return query;
}

/** A body that holds other names has other checksums. */
function checksumsOf(headers: RestoredRequest['headers'], body: Buffer): Record<string, string> {
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  return {
    ...('x-amz-checksum-crc32' in headers && { 'x-amz-checksum-crc32': crc.toString('base64') }),
    ...('content-md5' in headers && { 'content-md5': createHash('md5').update(body).digest('base64') }),
  };
}

/** The signer writes it anew; what only names a way to send the body stays. */
const withoutDigest = ({ 'x-amz-content-sha256': digest = '', ...headers }: RestoredRequest['headers']) =>
  digest === '' || /^[0-9a-f]{64}$/.test(digest) ? headers : { ...headers, 'x-amz-content-sha256': digest };

interface Signable {
  readonly method: string;
  readonly hostname: string;
  readonly protocol: string;
  readonly path: string;
  readonly query: Record<string, string | string[]>;
  readonly headers: Record<string, string>;
}

interface Signed {
  readonly headers: Record<string, string>;
  /** What the signature adds to the query. */
  readonly added: string;
}

async function sign(
  asked: Signable,
  { signing, body }: RestoredRequest,
  { clients, region, time }: Sent,
  service: string,
): Promise<Signed> {
  if (signing.by === 'nobody') return { headers: asked.headers, added: '' };
  const s3 = await clients.s3();
  const signer = new SignatureV4({
    service,
    region: service === 'iam' || service === 'cloudfront' ? 'us-east-1' : region,
    credentials: s3.config.credentials,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
    applyChecksum: service === 's3',
  });
  const signingDate = new Date(time.now());
  if (signing.by === 'header') {
    const { headers } = await signer.sign({ ...asked, body }, { signingDate });
    return { headers, added: '' };
  }
  const headers = { ...asked.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const signed = new Set(signing.signedHeaders);
  const unsigned = new Set(Object.keys(asked.headers).filter((name) => !signed.has(name)));
  const { query = {} } = await signer.presign(
    {
      ...asked,
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !unsigned.has(name))),
    },
    { signingDate, expiresIn: signing.expires, signableHeaders: signed, unhoistableHeaders: signed },
  );
  const added = Object.entries(query)
    .filter(([name]) => !(name in asked.query))
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return { headers: asked.headers, added: added.join('&') };
}

interface Ready {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly target: string;
  readonly added: string;
  readonly body: Buffer;
}

async function exchange(origin: URL, { method, headers, target, added, body }: Ready): Promise<Exchange> {
  const mark = target.includes('?') ? '&' : '?';
  const path = added === '' ? target : `${target}${mark}${added}`;
  const { protocol, hostname, port } = origin;
  const send = protocol === 'https:' ? secureRequest : plainRequest;
  const length =
    body.length > 0 || method === 'PUT' || method === 'POST' ? { 'content-length': body.length } : {};
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = { ...headers, ...length };
    const outgoing = send({ protocol, hostname, port, path, method, headers: sent }, resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
  const bytes = await buffer(incoming);
  return {
    at: Date.now(),
    method,
    url: `${origin.origin}${path}`,
    request: { headers, body: wireBody([body]) },
    response: {
      status: incoming.statusCode ?? 0,
      headers: Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: wireBody([bytes]),
    },
  };
}
