/**
 * SDK clients, configured by what every AWS program is configured by: `AWS_REGION`, `AWS_ENDPOINT_URL`,
 * credentials from the usual chain. The SDK reads those itself; what it does not know is that an endpoint other than
 * AWS's has no name per bucket, so buckets go into the path there.
 */
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';

export type Environment = Readonly<Record<string, string | undefined>>;

/** `AWS_ENDPOINT_URL_S3` wins over `AWS_ENDPOINT_URL`, as in the SDK. */
const endpointFor = (service: string, env: Environment): string | undefined =>
  env[`AWS_ENDPOINT_URL_${service}`] ?? env['AWS_ENDPOINT_URL'];

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Only of an environment that is handed in: in that of the process the SDK's own chain looks first, and further. */
function credentialsIn(env: Environment): { credentials?: Credentials } {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env;
  if (env === process.env || !accessKeyId || !secretAccessKey) return {};
  return { credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } };
}

const config = (service: string, env: Environment) => {
  const endpoint = endpointFor(service, env);
  const region = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  return { ...(endpoint ? { endpoint } : {}), ...(region ? { region } : {}), ...credentialsIn(env) };
};

/**
 * Does not add up again what it reads: the SDK does that in JavaScript, for 2.4 MB as long as a seventh of making a
 * thumbnail of them, and what was damaged on its way ends in a decoder that refuses it. What it writes carries a checksum.
 */
export const createS3Client = (env: Environment = process.env): S3Client =>
  new S3Client({
    ...config('S3', env),
    forcePathStyle: Boolean(endpointFor('S3', env)),
    responseChecksumValidation: 'WHEN_REQUIRED',
  });

/**
 * The client that signs URLs for others. Its uploads are bodies it never sees: with the SDK's default it would sign the
 * CRC32 of an empty body (`x-amz-checksum-crc32=AAAAAA==`) into every upload URL.
 */
export const createPresigningClient = (env: Environment = process.env): S3Client =>
  new S3Client({
    ...config('S3', env),
    forcePathStyle: Boolean(endpointFor('S3', env)),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });

export const createSqsClient = (env: Environment = process.env): SQSClient =>
  new SQSClient(config('SQS', env));

export const createSecretsClient = (env: Environment = process.env): SecretsManagerClient =>
  new SecretsManagerClient(config('SECRETS_MANAGER', env));
