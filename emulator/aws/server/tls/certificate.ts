/** X.509 certificates on P-256 keys, signed with ECDSA and SHA-256 (RFC 5280). */
import { createHash, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { toIsoSeconds, type Instant } from '../../kernel/instant.ts';
import * as der from './der.ts';

export interface CertificateRequest {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  /** The issuer's own keys. */
  readonly issuerPublicKey: KeyObject;
  readonly issuerPrivateKey: KeyObject;
  /** Twenty bytes at most, the first below 0x80. */
  readonly serial: Buffer;
  readonly from: Instant;
  readonly until: Instant;
  /** Host names and addresses; none for an authority. */
  readonly names: readonly string[];
}

const ECDSA_WITH_SHA256 = der.sequence(der.objectId('1.2.840.10045.4.3.2'));
const OID = {
  commonName: '2.5.4.3',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  serverAuthentication: '1.3.6.1.5.5.7.3.1',
  subjectAlternativeName: '2.5.29.17',
  subjectKeyId: '2.5.29.14',
  authorityKeyId: '2.5.29.35',
} as const;

/** The certificate in PEM. */
export function issue(request: CertificateRequest): string {
  const body = toBeSigned(request);
  const signature = sign('sha256', body, request.issuerPrivateKey);
  const certificate = der.sequence(body, ECDSA_WITH_SHA256, der.bits(signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g)!;
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

const toBeSigned = (request: CertificateRequest): Buffer =>
  der.sequence(
    der.context(0, der.integer(Buffer.of(2)), true),
    der.integer(request.serial),
    ECDSA_WITH_SHA256,
    named(request.issuer),
    der.sequence(der.time(stamp(request.from)), der.time(stamp(request.until))),
    named(request.subject),
    spki(request.publicKey),
    der.context(3, der.sequence(...extensions(request)), true),
  );

function extensions({ names, publicKey, issuerPublicKey }: CertificateRequest): readonly Buffer[] {
  const authority = names.length === 0;
  const keyIds = [
    extension(OID.subjectKeyId, der.octets(keyId(publicKey))),
    extension(OID.authorityKeyId, der.sequence(der.context(0, keyId(issuerPublicKey), false))),
  ];
  if (authority) {
    return [
      extension(OID.basicConstraints, der.sequence(der.boolean(true)), true),
      // keyCertSign and cRLSign
      extension(OID.keyUsage, der.bits(Buffer.of(0x06), 1), true),
      ...keyIds,
    ];
  }
  return [
    extension(OID.basicConstraints, der.sequence(), true),
    // digitalSignature
    extension(OID.keyUsage, der.bits(Buffer.of(0x80), 7), true),
    extension(OID.extendedKeyUsage, der.sequence(der.objectId(OID.serverAuthentication))),
    extension(OID.subjectAlternativeName, der.sequence(...names.map(alternativeName))),
    ...keyIds,
  ];
}

const extension = (id: string, value: Buffer, critical = false): Buffer =>
  der.sequence(der.objectId(id), ...(critical ? [der.boolean(true)] : []), der.octets(value));

const alternativeName = (name: string): Buffer =>
  isIP(name) === 4
    ? der.context(7, Buffer.from(name.split('.').map(Number)), false)
    : der.context(2, Buffer.from(name), false);

const named = (commonName: string): Buffer =>
  der.sequence(der.set(der.sequence(der.objectId(OID.commonName), der.utf8(commonName))));

const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

const keyId = (key: KeyObject): Buffer => createHash('sha256').update(spki(key)).digest().subarray(0, 20);

const stamp = (at: Instant): string => toIsoSeconds(at).replaceAll(/[-:T]/g, '');
