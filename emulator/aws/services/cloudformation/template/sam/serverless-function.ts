import { createHash } from 'node:crypto';
import { notImplemented } from '../../../../kernel/aws-error.ts';
import { isObject, textOf, without, type JsonObject } from '../json.ts';
import { expandEvent } from './serverless-events.ts';
import { roleFor } from './serverless-role.ts';
import { tagsOf, type Expansion } from './expansion.ts';
import { s3LocationOf } from './s3-location.ts';

/** Properties that mean to Lambda what they mean to SAM. */
const SAME = [
  'Architectures',
  'Description',
  'Environment',
  'EphemeralStorage',
  'FunctionName',
  'Handler',
  'Layers',
  'MemorySize',
  'PackageType',
  'ReservedConcurrentExecutions',
  'Runtime',
  'Timeout',
];
const OWN = ['AutoPublishAlias', 'CodeUri', 'Events', 'InlineCode', 'Policies', 'Role', 'Tags'];

export function expandFunction(expansion: Expansion, id: string, body: JsonObject): void {
  const { resources } = expansion;
  const properties = body['Properties'] as JsonObject;
  const { Events: events = {}, Role: role, Policies, Tags, AutoPublishAlias: alias } = properties;
  const unknown = Object.keys(properties).find((name) => !SAME.includes(name) && !OWN.includes(name));
  if (unknown !== undefined)
    throw notImplemented('cloudformation', `AWS::Serverless::Function with ${unknown}`);
  const polls = Object.values(events as JsonObject).some((one) => isObject(one) && one['Type'] === 'SQS');
  if (role === undefined) {
    const managed = ['AWSLambdaBasicExecutionRole', ...(polls ? ['AWSLambdaSQSQueueExecutionRole'] : [])];
    resources[`${id}Role`] = roleFor(id, 'lambda.amazonaws.com', Policies, managed);
  }
  const Code = codeOf(properties);
  resources[id] = {
    ...body,
    Type: 'AWS::Lambda::Function',
    Properties: {
      ...without(properties, ...OWN),
      Code,
      Role: role ?? { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
      ...(Tags !== undefined && { Tags: tagsOf(Tags) }),
    },
  };
  const target = alias === undefined ? { arn: { 'Fn::GetAtt': [id, 'Arn'] }, name: { Ref: id } } : undefined;
  const aliased = `${id}Alias${textOf(alias)}`;
  if (target === undefined) publish(resources, id, textOf(alias), Code);
  for (const [name, event] of Object.entries(events as JsonObject)) {
    const { arn, name: FunctionName } = target ?? { arn: { Ref: aliased }, name: { Ref: aliased } };
    expandEvent(expansion, { id, arn, name: FunctionName }, name, event as JsonObject);
  }
}

/** Another version for other code: its logical id carries the code's digest. */
function publish(resources: Expansion['resources'], id: string, Name: string, code: JsonObject): void {
  const digest = createHash('sha256').update(JSON.stringify(code)).digest('hex').slice(0, 10);
  const version = `${id}Version${digest}`;
  resources[version] = {
    Type: 'AWS::Lambda::Version',
    DeletionPolicy: 'Retain',
    Properties: { FunctionName: { Ref: id } },
  };
  const FunctionVersion = { 'Fn::GetAtt': [version, 'Version'] };
  resources[`${id}Alias${Name}`] = {
    Type: 'AWS::Lambda::Alias',
    Properties: { Name, FunctionName: { Ref: id }, FunctionVersion },
  };
}

function codeOf({ InlineCode: inline, CodeUri: uri }: JsonObject): JsonObject {
  if (inline !== undefined) return { ZipFile: inline };
  const { Bucket, Key, Version } = s3LocationOf('CodeUri', uri);
  return { S3Bucket: Bucket, S3Key: Key, ...(Version !== undefined && { S3ObjectVersion: Version }) };
}
