import { GetCallerIdentityCommand, GetFederationTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

test('a caller learns its account, its ARN and its id', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const credentials = { accessKeyId: '111122223333', secretAccessKey: 'test' };
  const home = new STSClient(clientConfig(cloud));
  const other = new STSClient({ ...clientConfig(cloud), credentials });
  expect(await home.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '000000000000',
    Arn: 'arn:aws:iam::000000000000:root',
    UserId: '000000000000',
  });
  expect(await other.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '111122223333' });
});

test('what STS does not do here is refused by name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sts = new STSClient({ ...clientConfig(cloud), maxAttempts: 1 });
  await expect(sts.send(new GetFederationTokenCommand({ Name: 'guest' }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 501 },
    message: expect.stringContaining('GetFederationToken'),
  });
});
