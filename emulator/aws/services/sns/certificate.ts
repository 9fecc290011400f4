/**
 * The certificate that SNS's signatures are checked with: self-signed, because no authority that a client trusts signs
 * for an emulator. Written in DER by hand; Node reads certificates and does not make them.
 */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { days, toIsoSeconds, type Instant } from '../../kernel/instant.ts';

const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';
const COMMON_NAME = '2.5.4.3';

/** @returns a version 1 certificate in PEM, good for ten years */
export function selfSignedCertificate(privateKey: string, commonName: string, now: Instant): string {
  const publicKey = createPublicKey(createPrivateKey(privateKey)).export({ type: 'spki', format: 'der' });
  const algorithm = der(0x30, oid(SHA256_WITH_RSA), der(0x05));
  const name = der(0x30, der(0x31, der(0x30, oid(COMMON_NAME), der(0x0c, Buffer.from(commonName)))));
  const validity = der(0x30, time(now), time(now + days(3_650)));
  const serial = der(0x02, Buffer.from([1]));
  const content = der(0x30, serial, algorithm, name, validity, name, publicKey);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', content, privateKey));
  const base64 = der(0x30, content, algorithm, signature).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** A value of DER: tag, length, contents. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const significant = length.subarray(length.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.from([tag, 0x80 | significant.length]), significant, body]);
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** Seven bits a byte, all but the last marked. */
function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}

/** GeneralizedTime: `20261120101112Z`. */
const time = (at: Instant): Buffer => der(0x18, Buffer.from(toIsoSeconds(at).replaceAll(/[-:T]/g, '')));
