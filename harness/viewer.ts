/** Viewers of a distribution: what a browser would ask of its domain, with what the CDN says of how it answered. */
import { createPrivateKey, createSign } from 'node:crypto';
import { request as plainRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import type { Connection } from './targets/clients.ts';

interface View {
  readonly method?: string;
  /** `https` unless said otherwise. */
  readonly scheme?: 'http' | 'https';
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The region near which the viewer is, where the target lets it choose: `eu-central-1`. */
  readonly from?: string;
}

export interface Seen {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

/** Asks a distribution for a raw target, path and query, without following anything. */
export type Viewer = (domain: string, target: string, view?: View) => Promise<Seen>;

/** An emulator answers for every domain on one port, and is told of the scheme: its certificates are nobody's. */
export function createViewer({ endpoint }: Connection): Viewer {
  return async (domain, path, { method = 'GET', scheme = 'https', headers = {}, from } = {}) => {
    const sent: Record<string, string> = { host: domain, ...headers };
    if (from !== undefined) sent['x-safelight-viewer'] = from;
    if (endpoint === undefined) {
      return asked({ protocol: `${scheme}:`, hostname: domain, path, method, headers: sent });
    }
    if (scheme === 'https') sent['x-safelight-proto'] = 'https';
    const { protocol, hostname, port } = new URL(endpoint);
    return asked({ protocol, hostname, port, path, method, headers: sent });
  };
}

function asked(options: RequestOptions): Promise<Seen> {
  const send = options.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send(options, (incoming) => {
      const { statusCode: status = 0, headers } = incoming;
      buffer(incoming).then((body) => resolve({ status, headers, body, text: body.toString() }), reject);
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

export interface Signing {
  /** The id of a public key in a trusted key group. */
  readonly keyPairId: string;
  /** PEM. */
  readonly privateKey: string;
  /** Seconds since the epoch. */
  readonly expires: number;
}

/** A signed URL's target by a canned policy: the path with its signature (RSA-SHA1, as CloudFront's default is). */
export function signedTarget(
  domain: string,
  path: string,
  { keyPairId, privateKey, expires }: Signing,
): string {
  const policy = `{"Statement":[{"Resource":"https://${domain}${path}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`;
  const signature = createSign('sha1').update(policy).sign(createPrivateKey(privateKey), 'base64');
  const safe = signature.replaceAll('+', '-').replaceAll('=', '_').replaceAll('/', '~');
  const mark = path.includes('?') ? '&' : '?';
  return `${path}${mark}Expires=${expires}&Signature=${safe}&Key-Pair-Id=${keyPairId}`;
}
