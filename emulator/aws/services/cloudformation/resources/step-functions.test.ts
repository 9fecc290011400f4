import { S3 } from '@aws-sdk/client-s3';
import { SFN } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { TestStack } from '../testing/stack.ts';

test('a state machine’s definition may lie in S3, in a version of its own', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = new S3(clientConfig(cloud));
  await s3.createBucket({ Bucket: 'definitions' });
  await s3.putBucketVersioning({ Bucket: 'definitions', VersioningConfiguration: { Status: 'Enabled' } });
  const keep = (Comment: string) =>
    s3.putObject({
      Bucket: 'definitions',
      Key: 'machine.json',
      Body: JSON.stringify({ Comment, StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }),
    });
  const { VersionId } = await keep('first');
  await keep('second');
  const stack = new TestStack(cloud);
  await stack.create(`
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Principal: { Service: states.amazonaws.com }, Action: sts:AssumeRole }
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: !GetAtt Role.Arn
      DefinitionS3Location: { Bucket: definitions, Key: machine.json, Version: '${VersionId}' }
`);
  expect(await stack.failures()).toEqual([]);
  const sfn = new SFN(clientConfig(cloud));
  const { stateMachines: [machine] = [] } = await sfn.listStateMachines({});
  const { definition = '' } = await sfn.describeStateMachine({ stateMachineArn: machine?.stateMachineArn });
  expect(JSON.parse(definition)).toMatchObject({ Comment: 'first' });
});
