/**
 * The authority behind the cloud's TLS. Its key is made on the first TLS connection and kept in the data folder, readable
 * by its owner only; nothing is ever installed anywhere. Whoever wants to trust it fetches `/_safelight/ca.pem` and hands
 * it to a client: `curl --cacert`, `NODE_EXTRA_CA_CERTS`.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Clock } from '../../kernel/clock.ts';
import { days } from '../../kernel/instant.ts';
import type { Ids } from '../../kernel/ids.ts';
import { issue } from './certificate.ts';

/** A server's key and certificate, in PEM, and the context that they make. */
export interface Credentials {
  readonly key: string;
  readonly cert: string;
  readonly context: SecureContext;
}

interface Authority {
  readonly certificate: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const NAME = 'safelight local authority';
/** Browsers refuse server certificates that are good for longer. */
const VALIDITY = days(397);
const AUTHORITY_VALIDITY = days(3_650);
/** Clocks of clients may be behind. */
const EARLIER = days(1);
const MOST_CREDENTIALS = 1_000;

export class CertificateAuthority {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #credentials = new Map<string, Credentials>();
  #authority: Authority | undefined;

  constructor(folder: string, clock: Clock, ids: Ids) {
    this.#folder = join(folder, 'authority');
    this.#clock = clock;
    this.#ids = ids;
  }

  /** The certificate to trust, in PEM. */
  get certificate(): string {
    return this.#own().certificate;
  }

  /** What a server shows to a client that asked for this name. */
  credentialsFor(name: string): Credentials {
    const known = this.#credentials.get(name);
    if (known !== undefined) return known;
    const { certificate, privateKey: issuerPrivateKey, publicKey: issuerPublicKey } = this.#own();
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const now = this.#clock.wall();
    const own = issue({
      subject: name,
      issuer: NAME,
      publicKey,
      issuerPublicKey,
      issuerPrivateKey,
      serial: this.#serial(),
      from: now - EARLIER,
      until: now - EARLIER + VALIDITY,
      names: [...new Set([name, 'localhost', '127.0.0.1'])],
    });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const cert = own + certificate;
    const credentials = { key, cert, context: createSecureContext({ key, cert }) };
    if (this.#credentials.size >= MOST_CREDENTIALS) this.#credentials.clear();
    this.#credentials.set(name, credentials);
    return credentials;
  }

  #own(): Authority {
    return (this.#authority ??= this.#load() ?? this.#create());
  }

  #load(): Authority | undefined {
    const [key, certificate] = this.#files();
    if (!existsSync(key) || !existsSync(certificate)) return undefined;
    const privateKey = createPrivateKey(readFileSync(key));
    return {
      certificate: readFileSync(certificate, 'utf8'),
      privateKey,
      publicKey: createPublicKey(privateKey),
    };
  }

  #create(): Authority {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const now = this.#clock.wall();
    const certificate = issue({
      subject: NAME,
      issuer: NAME,
      publicKey,
      issuerPublicKey: publicKey,
      issuerPrivateKey: privateKey,
      serial: this.#serial(),
      from: now - EARLIER,
      until: now + AUTHORITY_VALIDITY,
      names: [],
    });
    const [keyFile, certificateFile] = this.#files();
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    writeFileSync(certificateFile, certificate);
    return { certificate, privateKey, publicKey };
  }

  #serial(): Buffer {
    const serial = this.#ids.bytes(16);
    serial[0] = (serial[0]! & 0x3f) | 0x40;
    return serial;
  }

  #files(): readonly [key: string, certificate: string] {
    return [join(this.#folder, 'ca.key'), join(this.#folder, 'ca.pem')];
  }
}
