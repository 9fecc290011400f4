/** REST APIs: those a template describes, and the one it implies by events that name none. */
import { createHash } from 'node:crypto';
import { notImplemented } from '../../../../kernel/aws-error.ts';
import { textOf, without, type JsonObject } from '../json.ts';
import type { ApiEvent, Expansion } from './expansion.ts';

const IMPLICIT = 'ServerlessRestApi';

export function expandApis(
  { resources, apiEvents }: Expansion,
  described: readonly [string, JsonObject][],
): void {
  const implied = apiEvents.some(({ properties }) => properties['RestApiId'] === undefined);
  const apis = implied
    ? [...described, [IMPLICIT, { StageName: 'Prod', Name: { Ref: 'AWS::StackName' } }] as const]
    : described;
  for (const [id, properties] of apis) {
    const events = apiEvents.filter(({ properties: { RestApiId: api } }) =>
      api === undefined ? id === IMPLICIT : textOf((api as JsonObject)['Ref']) === id,
    );
    expandApi(resources, id, properties, events);
  }
}

function expandApi(
  resources: Expansion['resources'],
  id: string,
  properties: JsonObject,
  events: readonly ApiEvent[],
): void {
  const { StageName = 'Prod', Name = { Ref: 'AWS::StackName' }, Variables, TracingEnabled } = properties;
  const own = without(properties, 'StageName', 'Name', 'Variables', 'TracingEnabled');
  const unknown = Object.keys(own).find(
    (name) => !['BinaryMediaTypes', 'Description', 'Tags'].includes(name),
  );
  if (unknown !== undefined) throw notImplemented('cloudformation', `AWS::Serverless::Api with ${unknown}`);
  const RestApiId = { Ref: id };
  resources[id] = { Type: 'AWS::ApiGateway::RestApi', Properties: { ...own, Name } };
  const methods = events.map((event) => expandMethod(resources, id, event));
  const digest = createHash('sha1').update(JSON.stringify(events)).digest('hex').slice(0, 10);
  const deployment = `${id}Deployment${digest}`;
  resources[deployment] = {
    Type: 'AWS::ApiGateway::Deployment',
    DependsOn: methods,
    Properties: { RestApiId },
  };
  resources[`${id}${textOf(StageName)}Stage`] = {
    Type: 'AWS::ApiGateway::Stage',
    Properties: {
      RestApiId,
      DeploymentId: { Ref: deployment },
      StageName,
      ...(Variables !== undefined && { Variables }),
      ...(TracingEnabled !== undefined && { TracingEnabled }),
    },
  };
}

/** The method, the resources on the way to it, and the API's permission; returns the method's logical id. */
function expandMethod(resources: Expansion['resources'], api: string, event: ApiEvent): string {
  const { Path: path = '/', Method: method = 'any' } = event.properties;
  const unknown = Object.keys(without(event.properties, 'Path', 'Method', 'RestApiId'))[0];
  if (unknown !== undefined) throw notImplemented('cloudformation', `an Api event with ${unknown}`);
  const RestApiId = { Ref: api };
  let ResourceId: JsonObject = { 'Fn::GetAtt': [api, 'RootResourceId'] };
  let place = '';
  for (const PathPart of textOf(path)
    .split('/')
    .filter((part) => part !== '')) {
    place += `/${PathPart}`;
    const id = `${api}Resource${createHash('sha1').update(place).digest('hex').slice(0, 10)}`;
    resources[id] = {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { RestApiId, ParentId: ResourceId, PathPart },
    };
    ResourceId = { Ref: id };
  }
  const verb = textOf(method).toUpperCase();
  const id = `${event.function}${event.event}Method`;
  const uri = 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${target}/invocations';
  resources[id] = {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      RestApiId,
      ResourceId,
      HttpMethod: verb,
      AuthorizationType: 'NONE',
      Integration: {
        Type: 'AWS_PROXY',
        IntegrationHttpMethod: 'POST',
        Uri: { 'Fn::Sub': [uri, { target: event.arn }] },
      },
    },
  };
  const source = 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${api}/*';
  resources[`${event.function}${event.event}Permission`] = {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: event.name,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: { 'Fn::Sub': [source, { api: RestApiId }] },
    },
  };
  return id;
}
