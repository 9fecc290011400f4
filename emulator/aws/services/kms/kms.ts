/**
 * The Key Management Service: keys, aliases and grants of all accounts and regions, used by clients and, through the
 * port `keys`, by other services on their users' behalf.
 *
 * Gaps: imported key material, custom and external key stores, replicas of multi-Region keys, ML-DSA, ML-KEM and SM2 keys
 * and attested recipients answer 501. Rotation on demand is done at once; AWS takes minutes.
 */
import type { Instant } from '../../kernel/instant.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Scope } from '../../kernel/scope.ts';
import { Aliases } from './aliases.ts';
import { Grants } from './grants.ts';
import { chargeForKeys } from './key-charges.ts';
import { KeyDeadlines } from './key-deadlines.ts';
import { managedPolicy } from './key-policy.ts';
import { KmsPort } from './key-port.ts';
import type { Key } from './key.ts';
import { Keys } from './keys.ts';
import { MIGRATIONS } from './schema.ts';

const MANAGED_ROTATION_DAYS = 365;

/** What services say their own keys protect; S3's words as LocalStack recorded them from AWS (test_s3_api.py, 2025). */
const PROTECTED: Readonly<Record<string, string>> = { s3: 'S3 objects' };

export class Kms {
  readonly kernel: Kernel;
  readonly keys: Keys;
  readonly aliases: Aliases;
  readonly grants: Grants;
  readonly deadlines: KeyDeadlines;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    kernel.store.define('kms', MIGRATIONS);
    this.keys = new Keys(kernel.store);
    this.aliases = new Aliases(kernel.store);
    this.grants = new Grants(kernel.store);
    this.deadlines = new KeyDeadlines(kernel, this.keys);
    kernel.ports.provide('keys', new KmsPort(this));
    chargeForKeys(kernel);
  }

  /** The key that AWS keeps for a service (`s3`) in an account and region, made on first use. */
  managedKey(scope: Scope, service: string): Key {
    const name = `alias/aws/${service}`;
    const { kernel, keys, aliases, deadlines } = this;
    const alias = aliases.find(scope, name);
    if (alias !== undefined) return keys.at(alias.key)!;
    const now: Instant = kernel.clock.now();
    return kernel.store.transact(() => {
      const key = keys.create(
        {
          scope,
          keyId: kernel.ids.uuid(),
          description: `Default key that protects my ${PROTECTED[service] ?? `${service} data`} when no other key is defined`,
          usage: 'ENCRYPT_DECRYPT',
          spec: 'SYMMETRIC_DEFAULT',
          manager: 'AWS',
          multiRegion: false,
          createdAt: now,
          policy: managedPolicy(scope, service),
          tags: {},
        },
        { id: kernel.ids.hex(64), bytes: kernel.ids.bytes(32), since: now, rotation: undefined },
      );
      aliases.create(scope, name, key, now);
      deadlines.startRotation(key, MANAGED_ROTATION_DAYS, now, 0);
      return keys.at(key.id)!;
    });
  }
}
