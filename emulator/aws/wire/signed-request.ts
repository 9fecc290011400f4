/** Requests to S3 elsewhere that this cloud signs itself, by the SDK's own signer. */
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { toIso, type Instant } from '../kernel/instant.ts';

export interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface UnsignedRequest {
  readonly method: string;
  readonly url: URL;
  /** Percent-encoded, as it is sent: URLs lose dot segments. */
  readonly path: string;
  /** Lower-case names, the host among them; all of them are signed. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The headers that make a request to S3 a signed one. Its body is not signed. */
export async function signedHeaders(
  { method, url: { protocol, hostname, searchParams }, path, headers }: UnsignedRequest,
  { region, credentials }: { readonly region: string; readonly credentials: SigningKeys },
  now: Instant,
): Promise<Readonly<Record<string, string>>> {
  // S3 signs the path as it is sent.
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials,
    sha256: Sha256,
    uriEscapePath: false,
  });
  const signed = await signer.sign(
    {
      method,
      protocol,
      hostname,
      path,
      query: Object.fromEntries(searchParams),
      headers: { ...headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    },
    { signingDate: toIso(now) },
  );
  return signed.headers;
}
