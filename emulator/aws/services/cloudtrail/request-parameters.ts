/**
 * The input of a call as an audit trail may show it: no bytes, no streams, no secrets, and no more than CloudTrail keeps
 * (user guide "requestParameters", read 2026-11-20: 100 KB, beyond which the element is left out).
 */
const LARGEST = 100 * 1_024;
const DEEPEST = 12;
const SECRET =
  /^(?:password|oldPassword|newPassword|secretString|secretBinary|plaintext|ciphertextBlob|variables|secretAccessKey|sessionToken|SSECustomerKey|copySourceSSECustomerKey|clientRequestToken|message|messageBody|payload)$/i;
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

const S3_NAMES: Readonly<Record<string, string>> = { Bucket: 'bucketName', Key: 'key', ACL: 'x-amz-acl' };

export function requestParameters(service: string, input: object): object | null {
  const shown = shownObject(input, service === 's3' ? S3_NAMES : {}, 0);
  if (Object.keys(shown).length === 0) return null;
  return JSON.stringify(shown).length > LARGEST
    ? { omitted: true, reason: 'requestParameters size exceeds limit' }
    : shown;
}

function shownObject(
  value: object,
  names: Readonly<Record<string, string>>,
  depth: number,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const shown = SECRET.test(name) ? HIDDEN : shownValue(member, depth + 1);
      return shown === undefined ? [] : [[names[name] ?? lowerFirst(name), shown] as const];
    }),
  );
}

function shownValue(value: unknown, depth: number): unknown {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value;
  if (typeof value !== 'object' || depth > DEEPEST) return undefined;
  if (Array.isArray(value))
    return value.map((item) => shownValue(item, depth + 1)).filter((item) => item !== undefined);
  if (Object.prototype.toString.call(value) === '[object Date]')
    return JSON.parse(JSON.stringify(value)) as string;
  const isPlain = Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null;
  return isPlain ? shownObject(value, {}, depth) : undefined;
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
