/** Clients and keys for tests of KMS. */
import { CreateKeyCommand, KMSClient, type CreateKeyCommandInput } from '@aws-sdk/client-kms';
import type { Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

export const kmsOf = (cloud: Cloud, accessKeyId = 'test'): KMSClient =>
  new KMSClient({
    ...clientConfig(cloud),
    credentials: { accessKeyId, secretAccessKey: 'test' },
    // The second attempt is signed by the cloud's clock.
    maxAttempts: 2,
  });

export async function newKey(
  kms: KMSClient,
  input: CreateKeyCommandInput = {},
): Promise<{ readonly id: string; readonly arn: string }> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand(input));
  return { id: KeyMetadata?.KeyId ?? '', arn: KeyMetadata?.Arn ?? '' };
}
