/**
 * How AWS itself is reached: with credentials as the SDK finds them, in the region of the environment.
 * `AWS_ENDPOINT_URL` leads elsewhere, as it does for every SDK; the tests let another cloud play AWS by it.
 */
import type { Connection } from './clients.ts';

export function awsConnection(env: NodeJS.ProcessEnv = process.env, region?: string): Connection {
  const endpoint = env['AWS_ENDPOINT_URL'];
  const credentials = env === process.env ? undefined : keysOf(env);
  return {
    region: region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1',
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
  };
}

/** Keys of an environment that is not this process's own, where the SDK does not look. */
function keysOf({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_SESSION_TOKEN: sessionToken,
}: NodeJS.ProcessEnv): Connection['credentials'] {
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}
