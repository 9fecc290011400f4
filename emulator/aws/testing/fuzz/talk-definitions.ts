/** State machines and stacks. */
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { SFN } from '@aws-sdk/client-sfn';
import { ROLE } from '../zip.ts';
import type { TalkConfig } from './talk-config.ts';

const STATE = (state: object): string => JSON.stringify({ End: true, ...state });

const MACHINE = JSON.stringify({
  StartAt: 'C',
  States: {
    C: {
      Type: 'Choice',
      Choices: [
        {
          And: [
            { Variable: '$.n', NumericGreaterThan: 1 },
            { Not: { Variable: '$.s', StringMatches: 'a*' } },
          ],
          Next: 'M',
        },
      ],
      Default: 'W',
    },
    M: {
      Type: 'Map',
      ItemsPath: '$.list',
      ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } },
      End: true,
    },
    W: { Type: 'Wait', Seconds: 1, Next: 'F' },
    F: { Type: 'Fail', Error: 'E', Cause: 'c' },
  },
});

const TEMPLATE_JSON = JSON.stringify({
  AWSTemplateFormatVersion: '2010-09-09',
  Parameters: { Name: { Type: 'String', Default: 'abc', AllowedPattern: '[a-z]+', MaxLength: 9 } },
  Mappings: { M: { a: { b: 'c' } } },
  Conditions: {
    Is: {
      'Fn::And': [{ 'Fn::Equals': [{ Ref: 'Name' }, 'abc'] }, { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }],
    },
  },
  Resources: {
    Topic: {
      Type: 'AWS::SNS::Topic',
      Condition: 'Is',
      Properties: {
        DisplayName: { 'Fn::Sub': ['${Name}-${X}', { X: { 'Fn::FindInMap': ['M', 'a', 'b'] } }] },
      },
    },
    Queue: {
      Type: 'AWS::SQS::Queue',
      DependsOn: 'Topic',
      Properties: {
        DelaySeconds: 1,
        Tags: [{ Key: 'k', Value: { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] } }],
      },
    },
  },
  Outputs: {
    Arn: {
      Value: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      Export: { Name: { 'Fn::Select': [0, { 'Fn::Split': [',', 'a,b'] }] } },
    },
  },
});

const TEMPLATE_YAML = `Parameters:
  Name: &p { Type: String, Default: abc }
  Other: *p
Conditions:
  Is: !And [!Equals [!Ref Name, abc], !Not [!Equals [a, b]]]
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Condition: Is
    Properties:
      DisplayName: !Sub '\${Name}-\${AWS::Region}'
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !If [Is, !Join ['-', [a, !Select [1, !Split [',', 'a,b']]]], !Ref AWS::NoValue]
Outputs:
  Arn: { Value: !GetAtt Queue.Arn }
`;

export async function talkStates(config: TalkConfig): Promise<void> {
  const sfn = new SFN(config);
  const { stateMachineArn } = await sfn.createStateMachine({ name: 'm', roleArn: ROLE, definition: MACHINE });
  await sfn.updateStateMachine({ stateMachineArn, definition: MACHINE });
  await sfn.validateStateMachineDefinition({ definition: MACHINE });
  await sfn.startExecution({ stateMachineArn, input: '{"n":2,"s":"b","list":[1]}' });
  const input = '{"a":{"b":[1,2,{"c":"d"}]},"s":"x"}';
  const test = (state: object) =>
    sfn.testState({ definition: STATE(state), roleArn: ROLE, input }).catch(() => undefined);
  await test({
    Type: 'Pass',
    InputPath: '$.a',
    Parameters: {
      'x.$': "$.b[?(@.c == 'd' && @.e)]",
      'y.$': "States.Format('{}-{}', $.b[0], States.ArrayLength($.b))",
    },
    ResultPath: '$.r',
  });
  await test({
    Type: 'Pass',
    Parameters: { 'x.$': '$..c', 'y.$': '$.a.b[0:2]', 'z.$': 'States.StringToJson(\'{"a":1}\')' },
  });
  await test({
    Type: 'Pass',
    QueryLanguage: 'JSONata',
    Output: {
      x: '{% $map($states.input.a.b[0..1], function($v) { $v * 2 }) %}',
      y: '{% $match("abc", /b(.)/) %}',
      z: '{% $states.input.s & $string($now()) %}',
    },
  });
  await test({
    Type: 'Choice',
    Choices: [
      {
        Or: [
          { Variable: '$.s', StringMatches: '*x*' },
          { Variable: '$.a', IsPresent: true },
        ],
        Next: 'B',
      },
    ],
    End: undefined,
  });
}

export async function talkStacks(config: TalkConfig): Promise<void> {
  const cloudformation = new CloudFormation(config);
  await cloudformation.validateTemplate({ TemplateBody: TEMPLATE_JSON });
  await cloudformation.validateTemplate({ TemplateBody: TEMPLATE_YAML });
  await cloudformation.getTemplateSummary({ TemplateBody: TEMPLATE_YAML });
  await cloudformation.createStack({
    StackName: 's',
    TemplateBody: TEMPLATE_JSON,
    Parameters: [{ ParameterKey: 'Name', ParameterValue: 'xyz' }],
  });
  await cloudformation.createChangeSet({
    StackName: 'c',
    ChangeSetName: 'c',
    ChangeSetType: 'CREATE',
    TemplateBody: TEMPLATE_YAML,
  });
}
