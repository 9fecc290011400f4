/** Requests as bytes, signed once: what repeats them measures the server, not the signing. */
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { requestBytes, requestHead } from './raw-client.ts';

class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: Uint8Array | string) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }

  update(data: Uint8Array | string): void {
    this.#hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {}
}

export interface Unsigned {
  readonly method: string;
  readonly path: string;
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

type SigningName = 'dynamodb' | 's3' | 'sqs' | 'states';

const signerFor = (service: SigningName): SignatureV4 =>
  new SignatureV4({
    service,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    sha256: Sha256 as never,
    uriEscapePath: false,
  });

/** What precedes the body when a browser uploads to a presigned URL: the body itself nobody has hashed. */
export async function presignedUpload(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Buffer> {
  const host = `127.0.0.1:${port}`;
  const { query = {} } = await signerFor('s3').presign({
    method: 'PUT',
    path,
    protocol: 'http:',
    hostname: '127.0.0.1',
    port,
    query: {},
    headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
  });
  const signed = new URLSearchParams(query as Record<string, string>);
  return requestHead('PUT', `${path}?${signed.toString()}`, { host, ...headers });
}

/** One request's bytes, signed now; a signature holds for fifteen minutes. */
export async function signedRequest(
  service: SigningName,
  port: number,
  { method, path, body, headers: more = {} }: Unsigned,
): Promise<Buffer> {
  const host = `127.0.0.1:${port}`;
  const digest = createHash('sha256').update(body).digest('hex');
  const { headers } = await signerFor(service).sign({
    method,
    path,
    protocol: 'http:',
    hostname: '127.0.0.1',
    port,
    body,
    headers: { ...more, host, 'x-amz-content-sha256': digest },
  });
  return requestBytes(method, path, headers, body);
}
