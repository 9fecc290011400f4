/**
 * The API as its environment describes it:
 *
 * - `IMAGES_BUCKET`: the images bucket; the only one that must be set.
 * - `AWS_REGION`, `AWS_ENDPOINT_URL`, credentials: as for every AWS program.
 * - `DATABASE_URL`: PostgreSQL; without it the records live in this process and end with it.
 * - `CDN_URL`: the distribution's base URL. `CDN_KEY_PAIR_ID` and `CDN_SIGNING_SECRET`: the id of the public key and the
 *   name of the secret with the private one, when the CDN wants signed URLs.
 * - `API_BASE_PATH`: where the API hangs, such as `/api`.
 */
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { createPresigningClient, createS3Client, createSecretsClient } from '../clients.ts';
import type { Environment } from '../clients.ts';
import { openRecords } from '../records/records.ts';
import type { ApiOptions } from './app.ts';
import type { Cdn } from './views.ts';

/** Reads a secret when it is first needed, and only once it has succeeded not again. */
function secretReader(name: string, env: Environment): () => Promise<string> {
  let known: string | undefined;
  return async () => {
    if (known === undefined) {
      const secrets = createSecretsClient(env);
      const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: name }));
      if (SecretString === undefined) throw new Error(`the secret ${name} holds no text`);
      known = SecretString;
    }
    return known;
  };
}

function cdnFrom(env: Environment): Cdn | undefined {
  const { CDN_URL: baseUrl, CDN_KEY_PAIR_ID: keyPairId, CDN_SIGNING_SECRET: secret } = env;
  if (!baseUrl) return undefined;
  if (Boolean(keyPairId) !== Boolean(secret)) {
    throw new Error('CDN_KEY_PAIR_ID and CDN_SIGNING_SECRET go together: set both, or neither');
  }
  return {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    ...(keyPairId && secret ? { signing: { keyPairId, privateKey: secretReader(secret, env) } } : {}),
  };
}

/** Throws, naming the variable, when something is missing. */
export function apiOptionsFrom(env: Environment = process.env): ApiOptions {
  const { IMAGES_BUCKET: bucket, DATABASE_URL: databaseUrl, API_BASE_PATH: basePath } = env;
  if (!bucket) throw new Error('IMAGES_BUCKET is not set: the API does not know where the images are');
  const cdn = cdnFrom(env);
  return {
    s3: createS3Client(env),
    presigner: createPresigningClient(env),
    bucket,
    records: openRecords(databaseUrl ? { databaseUrl } : {}),
    ...(cdn === undefined ? {} : { cdn }),
    ...(basePath ? { basePath } : {}),
  };
}
