/** What sets a function off, as SAM writes it: the resources that connect the two. */
import { notImplemented } from '../../../../kernel/aws-error.ts';
import { isList, textOf, without, type Json, type JsonObject } from '../json.ts';
import type { Expansion } from './expansion.ts';

interface Target {
  /** The function's logical id. */
  readonly id: string;
  readonly arn: Json;
  readonly name: Json;
}

export function expandEvent(expansion: Expansion, target: Target, event: string, body: JsonObject): void {
  const { resources, apiEvents } = expansion;
  const { Type: type, Properties: given = {} } = body;
  const properties = given as JsonObject;
  const id = `${target.id}${event}`;
  const permit = (service: string, source: JsonObject): void => {
    resources[`${id}Permission`] = {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: target.name,
        Principal: `${service}.amazonaws.com`,
        ...source,
      },
    };
  };
  switch (textOf(type)) {
    case 'Api':
      apiEvents.push({ function: target.id, event, arn: target.arn, name: target.name, properties });
      return;
    case 'SQS':
      resources[id] = {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          ...without(properties, 'Queue'),
          EventSourceArn: properties['Queue'] ?? '',
          FunctionName: target.name,
        },
      };
      return;
    case 'SNS': {
      const { Topic: TopicArn = '' } = properties;
      permit('sns', { SourceArn: TopicArn });
      resources[id] = {
        Type: 'AWS::SNS::Subscription',
        Properties: { ...without(properties, 'Topic'), TopicArn, Protocol: 'lambda', Endpoint: target.arn },
      };
      return;
    }
    case 'CloudWatchEvent':
    case 'EventBridgeRule':
    case 'Schedule': {
      const { Schedule: schedule, Pattern: pattern, Input, Enabled, ...rest } = properties;
      permit('events', { SourceArn: { 'Fn::GetAtt': [id, 'Arn'] } });
      resources[id] = {
        Type: 'AWS::Events::Rule',
        Properties: {
          ...rest,
          ...(schedule !== undefined && { ScheduleExpression: schedule }),
          ...(pattern !== undefined && { EventPattern: pattern }),
          ...(Enabled !== undefined && { State: textOf(Enabled) === 'true' ? 'ENABLED' : 'DISABLED' }),
          Targets: [{ Id: `${id}LambdaTarget`, Arn: target.arn, ...(Input !== undefined && { Input }) }],
        },
      };
      return;
    }
    case 'S3':
      permit('s3', { SourceAccount: { Ref: 'AWS::AccountId' } });
      notify(resources, `${id}Permission`, target.arn, properties);
      return;
    default:
      throw notImplemented('cloudformation', `AWS::Serverless::Function event ${textOf(type)}`);
  }
}

/** The bucket, which must be of the same template, tells the function, once the function may be told. */
function notify(
  resources: Expansion['resources'],
  permission: string,
  Function: Json,
  { Bucket: bucket, Events: events = [], Filter: filter }: JsonObject,
): void {
  const name = textOf((bucket as JsonObject | undefined)?.['Ref']);
  const body = resources[name] ?? {};
  const properties = (body['Properties'] ?? {}) as JsonObject;
  const known = (properties['NotificationConfiguration'] ?? {}) as JsonObject;
  const { LambdaConfigurations: before = [] } = known;
  const added = (isList(events) ? events : [events]).map((Event) => ({
    Event,
    Function,
    ...(filter !== undefined && { Filter: filter }),
  }));
  const { DependsOn: waits = [] } = body;
  const LambdaConfigurations = [...(before as readonly Json[]), ...added];
  resources[name] = {
    ...body,
    DependsOn: [...(isList(waits) ? waits : [waits]), permission],
    Properties: { ...properties, NotificationConfiguration: { ...known, LambdaConfigurations } },
  };
}
