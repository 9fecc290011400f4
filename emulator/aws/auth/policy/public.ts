/**
 * Whether S3 calls a bucket policy public. It assumes so unless every statement that allows is limited to fixed
 * values: named principals, or one of a list of condition keys compared with values that hold no wildcard and no
 * variable.
 *
 * Evidence: fact sheet S3 §10.4, S3 guide "Blocking public access: the meaning of public".
 */
import type { Condition, PolicyDocument, Statement } from './document.ts';
import { parseCidr, type Cidr } from './operators.ts';
import { fixedText } from './pattern.ts';

const LIMITING_KEYS = new Set([
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:userid',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
]);

const EQUALITY = new Set(['StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'ArnEquals', 'ArnLike']);

/** RFC 1918: ranges nobody outside can come from, however broad. */
const PRIVATE: readonly RegExp[] = [/^10\./, /^192\.168\./, /^172\.(?:1[6-9]|2\d|3[01])\./];

function isNarrow({ address, prefix, family }: Cidr): boolean {
  if (family === 'ipv6') return prefix >= 32;
  return prefix >= 8 || PRIVATE.some((range) => range.test(address));
}

function limits({ operator, ifExists, quantifier, key, values }: Condition): boolean {
  // `IfExists` and `ForAllValues` also let in requests without the key.
  if (ifExists || quantifier === 'ForAllValues') return false;
  const texts = values.map(fixedText);
  if (operator.name === 'IpAddress' && key.toLowerCase() === 'aws:sourceip') {
    return texts.every((text) => {
      const network = text === undefined ? undefined : parseCidr(text);
      return network !== undefined && isNarrow(network);
    });
  }
  return (
    EQUALITY.has(operator.name) &&
    LIMITING_KEYS.has(key.toLowerCase()) &&
    texts.every((text) => text !== undefined)
  );
}

function allowsPublic({ effect, principal, conditions }: Statement): boolean {
  if (effect === 'Deny') return false;
  const everyone = principal === undefined || principal.not;
  if (!everyone && principal.items.every(({ kind }) => kind !== 'everyone')) return false;
  return !conditions.some(limits);
}

export const isPublic = (document: PolicyDocument): boolean => document.statements.some(allowsPublic);
