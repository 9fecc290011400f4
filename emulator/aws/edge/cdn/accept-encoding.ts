/** The encodings a viewer accepts, reduced to those that a policy tells apart (aws.md section A.5). */
import type { KeyParts } from './behavior.ts';
import type { ViewerRequest } from './viewer-request.ts';

/**
 * @returns `br,gzip`, `br`, `gzip`; `identity` when the viewer accepts neither of those that are on; undefined when the
 *   policy does not look, or the viewer says nothing or speaks HTTP/1.0, to which nothing is sent compressed (section A.14)
 */
export function normalizedEncoding(
  key: KeyParts,
  { headers, httpVersion }: Pick<ViewerRequest, 'headers' | 'httpVersion'>,
): string | undefined {
  const { 'accept-encoding': header } = headers;
  if ((!key.gzip && !key.brotli) || header === undefined || httpVersion === '1.0') return undefined;
  const accepted = acceptedEncodings(header);
  const kinds = [
    ...(key.brotli && accepted.has('br') ? ['br'] : []),
    ...(key.gzip && accepted.has('gzip') ? ['gzip'] : []),
  ];
  return kinds.length === 0 ? 'identity' : kinds.join(',');
}

function acceptedEncodings(header: string): ReadonlySet<string> {
  const accepted = header.split(',').flatMap((part) => {
    const [name = '', ...parameters] = part.trim().toLowerCase().split(';');
    const refused = parameters.some((parameter) => /^\s*q=0(?:\.0*)?\s*$/.test(parameter));
    return refused || name === '' ? [] : [name.trim()];
  });
  return new Set(accepted);
}
