import { CloudTrail } from '@aws-sdk/client-cloudtrail';
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { SFN } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { TestStack } from '../testing/stack.ts';

const OPERATIONS = (threshold: number, days: number, sizes: string) => `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Principal: { Service: [states.amazonaws.com, events.amazonaws.com] }, Action: sts:AssumeRole }
      Policies:
        - PolicyName: start
          PolicyDocument: { Version: 2012-10-17, Statement: [{ Effect: Allow, Action: states:StartExecution, Resource: '*' }] }
  Errors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: errors
      Namespace: AWS/S3
      MetricName: 4xxErrors
      Dimensions: [{ Name: BucketName, Value: images }, { Name: FilterId, Value: all }]
      Statistic: Sum
      Period: 300
      EvaluationPeriods: 2
      Threshold: ${threshold}
      ComparisonOperator: GreaterThanThreshold
      TreatMissingData: notBreaching
  Any: { Type: AWS::CloudWatch::CompositeAlarm, Properties: { AlarmName: any, AlarmRule: !Sub 'ALARM("\${Errors}")' } }
  Board: { Type: AWS::CloudWatch::Dashboard, Properties: { DashboardName: images, DashboardBody: '{"widgets": []}' } }
  Log: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /images/app, RetentionInDays: ${days} } }
  Stream: { Type: AWS::Logs::LogStream, Properties: { LogGroupName: !Ref Log, LogStreamName: main } }
  Failures:
    Type: AWS::Logs::MetricFilter
    Properties:
      LogGroupName: !Ref Log
      FilterPattern: ERROR
      MetricTransformations: [{ MetricName: failures, MetricNamespace: images, MetricValue: '1' }]
  Workflow:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineName: workflow
      RoleArn: !GetAtt Role.Arn
      DefinitionSubstitutions: { Sizes: ${sizes} }
      DefinitionString: '{"StartAt": "Size", "States": {"Size": {"Type": "Pass", "Result": "\${Sizes}", "End": true}}}'
  Version: { Type: AWS::StepFunctions::StateMachineVersion, Properties: { StateMachineArn: !Ref Workflow, StateMachineRevisionId: !GetAtt Workflow.StateMachineRevisionId } }
  Live: { Type: AWS::StepFunctions::StateMachineAlias, Properties: { Name: live, RoutingConfiguration: [{ StateMachineVersionArn: !Ref Version, Weight: 100 }] } }
  Bus: { Type: AWS::Events::EventBus, Properties: { Name: images } }
  BusPolicy:
    Type: AWS::Events::EventBusPolicy
    Properties:
      EventBusName: !Ref Bus
      StatementId: everybody
      Statement: { Effect: Allow, Principal: '*', Action: events:PutEvents, Resource: !GetAtt Bus.Arn }
  OnUpload:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: !Ref Bus
      EventPattern: { source: [app] }
      Targets: [{ Id: workflow, Arn: !Ref Workflow, RoleArn: !GetAtt Role.Arn }]
  Trails: { Type: AWS::S3::Bucket, Properties: { BucketName: trails } }
  TrailsPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Trails
      PolicyDocument:
        Version: 2012-10-17
        Statement:
          - { Effect: Allow, Principal: { Service: cloudtrail.amazonaws.com }, Action: s3:GetBucketAcl, Resource: !GetAtt Trails.Arn }
          - { Effect: Allow, Principal: { Service: cloudtrail.amazonaws.com }, Action: s3:PutObject, Resource: !Sub '\${Trails.Arn}/*' }
  Trail:
    Type: AWS::CloudTrail::Trail
    DependsOn: TrailsPolicy
    DeletionPolicy: Delete
    Properties: { TrailName: images, S3BucketName: !Ref Trails, IsLogging: true }
`;

test('alarms, logs, workflows, rules and trails are as a template says, and change with it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const config = clientConfig(cloud);
  const [cloudwatch, logs, sfn] = [new CloudWatch(config), new CloudWatchLogs(config), new SFN(config)];
  const [events, cloudtrail] = [new EventBridge(config), new CloudTrail(config)];
  const stack = new TestStack(cloud);
  await stack.create(OPERATIONS(10, 7, 'small'));
  expect(await stack.failures()).toEqual([]);
  const outputOfRun = async () => {
    await events.putEvents({
      Entries: [{ EventBusName: 'images', Source: 'app', DetailType: 'x', Detail: '{}' }],
    });
    await cloud.clock.settle();
    const { Workflow: stateMachineArn } = await stack.resources();
    const { executions: [latest] = [] } = await sfn.listExecutions({ stateMachineArn });
    return (await sfn.describeExecution({ executionArn: latest?.executionArn })).output;
  };
  expect(await outputOfRun()).toBe('"small"');
  expect((await cloudtrail.getTrailStatus({ Name: 'images' })).IsLogging).toBe(true);

  await stack.update(OPERATIONS(20, 30, 'large'));
  expect(await stack.failures()).toEqual([]);
  const { MetricAlarms } = await cloudwatch.describeAlarms({ AlarmNames: ['errors'] });
  expect(MetricAlarms).toMatchObject([{ Threshold: 20, EvaluationPeriods: 2, Dimensions: { length: 2 } }]);
  const { logGroups } = await logs.describeLogGroups({ logGroupNamePrefix: '/images' });
  expect(logGroups).toMatchObject([{ retentionInDays: 30 }]);
  await cloud.clock.advance(1_000);
  expect(await outputOfRun()).toBe('"large"');

  const { StackStatus } = await stack.delete();
  expect(await stack.failures()).toEqual([
    expect.stringMatching(/^Trails DELETE_FAILED.*not empty/),
    'test-stack DELETE_FAILED: The following resource(s) failed to delete: [Trails]. ',
  ]);
  expect(StackStatus).toBe('DELETE_FAILED');
  expect((await cloudwatch.describeAlarms({})).MetricAlarms).toEqual([]);
  expect((await logs.describeLogGroups({})).logGroups).toEqual([]);
  expect((await sfn.listStateMachines({})).stateMachines).toEqual([]);
  expect((await events.listEventBuses({})).EventBuses?.map(({ Name }) => Name)).toEqual(['default']);
  expect((await cloudtrail.listTrails({})).Trails).toEqual([]);
});
