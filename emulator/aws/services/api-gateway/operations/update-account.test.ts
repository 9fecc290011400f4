import { APIGateway } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

test('the account keeps its logging role', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const gateway = new APIGateway(clientConfig(cloud));
  const cloudwatchRoleArn = 'arn:aws:iam::000000000000:role/logs';
  await gateway.updateAccount({
    patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value: cloudwatchRoleArn }],
  });
  expect(await gateway.getAccount()).toMatchObject({
    cloudwatchRoleArn,
    throttleSettings: { burstLimit: 5_000, rateLimit: 10_000 },
    features: ['UsagePlans'],
  });
});
