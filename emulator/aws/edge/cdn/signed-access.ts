/**
 * Whether a request is signed as its behavior wants: by a key of a trusted key group, in its query or in cookies. A query
 * with any of the signature's parameters counts as a signed URL, and cookies are not looked at (aws.md section A.16).
 *
 * Gaps: what AWS answers when only the signature or the expiry is missing is not known; here it is the refusal of a
 * missing key. ECDSA signatures are taken in DER, as the AWS CLI writes them.
 */
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { Instant } from '../../kernel/instant.ts';
import type { CloudFront } from '../../services/cloudfront/cloudfront.ts';
import { itemsOf } from '../../services/cloudfront/quantities.ts';
import type { SigningError } from './pages.ts';
import { cannedPolicy, permits, readPolicy } from './signed-policy.ts';
import { cookiesOf, parameterName, parametersOf, type ViewerRequest } from './viewer-request.ts';

const PARAMETERS = ['Expires', 'Policy', 'Signature', 'Key-Pair-Id', 'Hash-Algorithm'];
const OWN = new Set(PARAMETERS);
const TELLING = new Set(['Expires', 'Policy', 'Signature', 'Key-Pair-Id']);

/** The query without the signature's parameters, which neither cache nor origin get to see. */
export const unsignedQuery = (query: string): string =>
  parametersOf(query)
    .filter((parameter) => !OWN.has(parameterName(parameter)))
    .join('&');

type Claim = Partial<Record<string, string>>;

/** Checks signatures, remembering the keys it has read. */
export class SignedAccess {
  readonly #cloudfront: CloudFront;
  readonly #keys = new Map<string, KeyObject>();

  constructor(cloudfront: CloudFront) {
    this.#cloudfront = cloudfront;
  }

  /**
   * @param groups ids of the key groups that the behavior trusts
   * @param bases what the viewer's URL may have been written as, up to its path: `https://d….cloudfront.net`
   * @returns why the request is refused; undefined when it may go on
   */
  refusal(
    account: string,
    groups: readonly string[],
    request: ViewerRequest,
    bases: readonly string[],
    now: Instant,
  ): SigningError | undefined {
    const claim = claimOf(request);
    const id = claim['Key-Pair-Id'];
    if (!id) return 'MissingKey';
    const key = this.#trustedKey(account, groups, id);
    if (key === undefined) return 'InvalidKey';
    const { Signature: signature, Policy: encoded, Expires: expires } = claim;
    if (!signature || (!encoded && !expires)) return 'MissingKey';
    const bytes = decoded(signature);
    if (bytes === undefined) return 'MalformedSignature';
    const hash = claim['Hash-Algorithm'] === 'SHA256' ? 'sha256' : 'sha1';
    const rest = unsignedQuery(request.query);
    const target = rest === '' ? request.path : `${request.path}?${rest}`;
    const urls = bases.map((base) => base + target);
    const signs = (text: Buffer): boolean => verify(hash, text, key, bytes);
    if (encoded) {
      const text = decoded(encoded);
      const policy = text === undefined ? undefined : readPolicy(text.toString('utf8'));
      if (text === undefined || policy === undefined) return 'MalformedPolicy';
      return signs(text) && permits(policy, urls, request.ip, now) ? undefined : 'AccessDenied';
    }
    if (expires === undefined || !/^\d{1,12}$/.test(expires)) return 'MalformedPolicy';
    if (now >= Number(expires) * 1_000) return 'AccessDenied';
    const signed = urls.some((url) => signs(Buffer.from(cannedPolicy(url, expires))));
    return signed ? undefined : 'AccessDenied';
  }

  #trustedKey(account: string, groups: readonly string[], id: string): KeyObject | undefined {
    const trusted = groups.some((group) =>
      itemsOf(this.#cloudfront.keyGroups.find(account, group)?.config).includes(id),
    );
    const pem = trusted ? this.#cloudfront.publicKeys.find(account, id)?.config.EncodedKey : undefined;
    if (pem === undefined) return undefined;
    const known = this.#keys.get(id) ?? createPublicKey(pem);
    this.#keys.set(id, known);
    return known;
  }
}

function claimOf({ query, headers }: ViewerRequest): Claim {
  const parameters = parametersOf(query);
  if (parameters.some((parameter) => TELLING.has(parameterName(parameter)))) {
    return Object.fromEntries(
      parameters.map((parameter) => {
        const name = parameterName(parameter);
        return [name, parameter.slice(name.length + 1)];
      }),
    );
  }
  const cookies = new Map(cookiesOf(headers['cookie']));
  return Object.fromEntries(PARAMETERS.map((name) => [name, cookies.get(`CloudFront-${name}`)]));
}

/** Base64 with `-_~` in the place of `+=/`; undefined when it is not. */
function decoded(text: string): Buffer | undefined {
  const plain = text.replaceAll('%7E', '~').replaceAll('-', '+').replaceAll('_', '=').replaceAll('~', '/');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(plain) && plain.length % 4 === 0
    ? Buffer.from(plain, 'base64')
    : undefined;
}
