import { IAM } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { createCloud } from '../cloud.ts';
import { clientConfig } from '../testing/client-config.ts';
import { startFunction } from '../testing/start-function.ts';

const HANDLER = 'exports.handler = async () => 1;';
const REFUSED = {
  name: 'InvalidParameterValueException',
  message: 'The role defined for the function cannot be assumed by Lambda.',
};

async function roleTrusting(cloud: { endpoint: string; region: string }, ...services: string[]) {
  const { Role } = await new IAM(clientConfig(cloud)).createRole({
    RoleName: services.join('-') || 'nobody',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: services }, Action: 'sts:AssumeRole' }],
    }),
  });
  return Role!.Arn!;
}

test('a function is not made in a role that does not trust Lambda', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const Role = await roleTrusting(cloud, 'states.amazonaws.com');
  await expect(startFunction(cloud, HANDLER, { Role })).rejects.toMatchObject(REFUSED);
  const trusting = await roleTrusting(cloud, 'edgelambda.amazonaws.com', 'lambda.amazonaws.com');
  await startFunction(cloud, HANDLER, { Role: trusting });
});

test('a function is not moved to a role that does not trust Lambda, and keeps the one it has', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const Role = await roleTrusting(cloud, 'lambda.amazonaws.com');
  const { lambda } = await startFunction(cloud, HANDLER, { Role });
  const other = await roleTrusting(cloud, 'states.amazonaws.com');
  await expect(lambda.updateFunctionConfiguration({ FunctionName: 'f', Role: other })).rejects.toMatchObject(
    REFUSED,
  );
  expect(await lambda.getFunctionConfiguration({ FunctionName: 'f' })).toMatchObject({ Role });
});

test('a role that IAM does not know is taken as it is', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(cloud, HANDLER, {
    Role: 'arn:aws:iam::000000000000:role/unheard-of',
  });
  expect((await invoke()).result).toBe(1);
});
