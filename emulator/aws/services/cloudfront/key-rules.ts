/** What CloudFront demands of public keys, key groups and access controls (aws.md sections A.1, A.16). */
import { createPublicKey } from 'node:crypto';
import type { KeyGroupConfig, OriginAccessControlConfig, PublicKeyConfig } from '@aws-sdk/client-cloudfront';
import { invalid, invalidArgument } from './errors.ts';

const MOST_KEYS = 5;

/** @throws AwsError InvalidArgument unless it is an RSA key of 2048 bits or an ECDSA key on P-256 */
export function checkPublicKey({ EncodedKey: encoded = '' }: PublicKeyConfig): void {
  if (!isSigningKey(encoded)) {
    throw invalidArgument('Your request contains empty/invalid/out of limits RSA Encoded Key');
  }
}

function isSigningKey(pem: string): boolean {
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = createPublicKey(pem);
    if (type === 'rsa') return details?.modulusLength === 2_048;
    return type === 'ec' && details?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

/** @throws AwsError TooManyPublicKeysInKeyGroup, InvalidArgument */
export function checkKeyGroup({ Items: keys = [] }: KeyGroupConfig, exists: (id: string) => boolean): void {
  if (keys.length > MOST_KEYS) {
    throw invalid(
      'TooManyPublicKeysInKeyGroup',
      'The number of public keys in this key group is more than the maximum allowed.',
    );
  }
  if (keys.length === 0) throw invalidArgument('The parameter Items must contain at least one public key.');
  if (!keys.every((id) => exists(id))) {
    throw invalidArgument('One or more of the public keys specified in the key group do not exist.');
  }
}

const PROTOCOLS = new Set(['sigv4', 'sigv4a']);
const BEHAVIORS = new Set(['never', 'always', 'no-override', 'always-amz-auth']);
const TYPES = new Set(['s3', 'mediastore', 'mediapackagev2', 'lambda']);

/** @throws AwsError InvalidArgument */
export function checkAccessControl(config: OriginAccessControlConfig): void {
  const { Name: name = '', SigningProtocol, SigningBehavior, OriginAccessControlOriginType } = config;
  if (name.trim() === '' || name.length > 64) {
    throw invalidArgument('The parameter Name is not valid.');
  }
  for (const [parameter, value, known] of [
    ['SigningProtocol', SigningProtocol, PROTOCOLS],
    ['SigningBehavior', SigningBehavior, BEHAVIORS],
    ['OriginAccessControlOriginType', OriginAccessControlOriginType, TYPES],
  ] as const) {
    if (value === undefined || !known.has(value)) {
      throw invalidArgument(`The parameter ${parameter} is not valid.`);
    }
  }
}
