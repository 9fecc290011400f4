/**
 * Signatures of messages: RSA with SHA-1 (version 1) or SHA-256 (version 2) over the envelope's fields, name and value
 * on a line each (developer guide "Verifying the signatures of messages", 2026-11). The key is made when the first
 * message is signed; its certificate is served by the cloud itself.
 *
 * Gaps: the certificate is self-signed and its URL is the cloud's, so clients that insist on `sns.*.amazonaws.com` do not
 * accept it. A new cloud has a new key, seeded or not.
 */
import { generateKeyPair, sign, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock } from '../../kernel/clock.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { selfSignedCertificate } from './certificate.ts';

interface SigningKey {
  readonly private_key: string;
  /** PEM */
  readonly certificate: string;
}

const makeKeyPair = promisify(generateKeyPair);

export class Signing {
  readonly #clock: Clock;
  readonly #select: Statement<SigningKey>;
  readonly #insert: Statement<never>;
  #key: SigningKey | undefined;
  #making: Promise<void> | undefined;

  constructor(clock: Clock, store: Store) {
    this.#clock = clock;
    this.#select = store.statement('SELECT private_key, certificate FROM sns_signing_keys');
    this.#insert = store.statement('INSERT INTO sns_signing_keys (private_key, certificate) VALUES (?, ?)');
    this.#key = this.#select.get();
  }

  get ready(): boolean {
    return this.#key !== undefined;
  }

  /** Makes the key, if there is none. */
  prepare(): Promise<void> {
    return this.ready ? Promise.resolve() : (this.#making ??= this.#make());
  }

  /** @param fields the signed fields in the order of their names */
  sign(fields: Readonly<Record<string, string>>, version: '1' | '2'): string {
    const text = Object.entries(fields)
      .map(([name, value]) => `${name}\n${value}\n`)
      .join('');
    return sign(
      version === '2' ? 'sha256' : 'sha1',
      Buffer.from(text),
      this.#required().private_key,
    ).toString('base64');
  }

  /** The certificate's file name: `SimpleNotificationService-<32 hex digits>.pem`. */
  certificateName(): string {
    const { fingerprint256 } = new X509Certificate(this.#required().certificate);
    return `SimpleNotificationService-${fingerprint256.replaceAll(':', '').slice(0, 32).toLowerCase()}.pem`;
  }

  /** The certificate, if it has this file name. */
  certificate(name: string): string | undefined {
    return this.#key !== undefined && name === this.certificateName() ? this.#key.certificate : undefined;
  }

  async #make(): Promise<void> {
    const { privateKey } = await makeKeyPair('rsa', { modulusLength: 2_048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const certificate = selfSignedCertificate(pem, 'sns.amazonaws.com', this.#clock.now());
    this.#insert.run(pem, certificate);
    this.#key = { private_key: pem, certificate };
  }

  #required(): SigningKey {
    if (this.#key === undefined) throw new Error('the signing key has not been made');
    return this.#key;
  }
}
