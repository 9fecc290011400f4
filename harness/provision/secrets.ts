import { randomBytes } from 'node:crypto';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import type { SecretSpec } from '#pipeline';
import { found, type Change } from './change.ts';

const SECRET_BYTES = 32;

/** Makes a secret that nobody chooses. One that stands keeps its value: what it sealed has to open. */
export async function ensureSecret(secrets: SecretsManager, { name }: SecretSpec): Promise<Change> {
  const look = secrets.describeSecret({ SecretId: name });
  if ((await found(look, 'ResourceNotFoundException')) !== undefined) {
    return { kind: 'secret', name, outcome: 'unchanged' };
  }
  const SecretString = randomBytes(SECRET_BYTES).toString('base64url');
  await secrets.createSecret({ Name: name, SecretString });
  return { kind: 'secret', name, outcome: 'created' };
}
