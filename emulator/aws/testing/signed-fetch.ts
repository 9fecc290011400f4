/** `fetch` with Signature Version 4, by the official signer. */
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';

export interface SignedRequest {
  readonly service: string;
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** When it is signed, by the cloud's clock. */
  readonly at: number;
}

export async function signedFetch(url: string, request: SignedRequest): Promise<Response> {
  const { method = 'GET', body } = request;
  // `fetch` writes the host itself.
  const { host: _, ...headers } = await signHeaders(url, request);
  return fetch(url, { method, headers, ...(body !== undefined && { body }) });
}

/** The headers that make a request for the URL a signed one, the host among them. */
export async function signHeaders(url: string, request: SignedRequest): Promise<Record<string, string>> {
  const { method = 'GET', body, service, at } = request;
  const credentials = request.credentials ?? { accessKeyId: 'test', secretAccessKey: 'test' };
  const signer = new SignatureV4({ service, region: 'us-east-1', credentials, sha256: Sha256 });
  const { hostname, host, protocol, pathname, searchParams } = new URL(url);
  const { headers } = await signer.sign(
    {
      method,
      hostname,
      protocol,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: { host, ...request.headers },
      ...(body !== undefined && { body }),
    },
    { signingDate: new Date(at) },
  );
  return headers;
}
