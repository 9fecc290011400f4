/**
 * REST APIs: those a template describes, and the one it implies by events that name none. To an API that brings an OpenAPI
 * document events add no methods, only the permission to call their functions.
 */
import { createHash } from 'node:crypto';
import { notImplemented } from '../../../../kernel/aws-error.ts';
import { validationError } from '../../errors.ts';
import { textOf, without, type JsonObject } from '../json.ts';
import type { ApiEvent, Expansion } from './expansion.ts';
import { s3LocationOf } from './s3-location.ts';

const IMPLICIT = 'ServerlessRestApi';

/** What makes other resources or other properties of the API. */
const OWN = ['StageName', 'Name', 'Variables', 'TracingEnabled', 'DefinitionBody', 'DefinitionUri'];
/** Properties that mean to the API what they mean to SAM. */
const SAME = ['BinaryMediaTypes', 'Description', 'FailOnWarnings', 'Mode', 'Tags'];

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
  const { StageName = 'Prod', Name, Variables, TracingEnabled } = properties;
  const own = without(properties, ...OWN);
  const unknown = Object.keys(own).find((name) => !SAME.includes(name));
  if (unknown !== undefined) throw notImplemented('cloudformation', `AWS::Serverless::Api with ${unknown}`);
  const RestApiId = { Ref: id };
  const definition = definitionOf(properties);
  // What a document describes is called what the document says.
  const name = Name ?? (definition === undefined ? { Ref: 'AWS::StackName' } : undefined);
  resources[id] = {
    Type: 'AWS::ApiGateway::RestApi',
    Properties: { ...own, ...definition, ...(name !== undefined && { Name: name }) },
  };
  for (const event of events) expandPermission(resources, id, event);
  const methods = definition === undefined ? events.map((event) => expandMethod(resources, id, event)) : [];
  // Another deployment for other methods: its logical id carries their digest.
  const described = JSON.stringify([events, definition]);
  const digest = createHash('sha1').update(described).digest('hex').slice(0, 10);
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

/**
 * The properties of the API that tell of the document it brings; undefined if it brings none.
 *
 * @throws AwsError ValidationError
 */
function definitionOf({ DefinitionBody: Body, DefinitionUri: uri }: JsonObject): JsonObject | undefined {
  if (Body !== undefined && uri !== undefined) {
    throw validationError("Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.");
  }
  if (Body !== undefined) return { Body };
  return uri === undefined ? undefined : { BodyS3Location: { ...s3LocationOf('DefinitionUri', uri) } };
}

/** The API's permission to call the event's function. */
function expandPermission(resources: Expansion['resources'], api: string, event: ApiEvent): void {
  const unknown = Object.keys(without(event.properties, 'Path', 'Method', 'RestApiId'))[0];
  if (unknown !== undefined) throw notImplemented('cloudformation', `an Api event with ${unknown}`);
  const source = 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${api}/*';
  resources[`${event.function}${event.event}Permission`] = {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: event.name,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: { 'Fn::Sub': [source, { api: { Ref: api } }] },
    },
  };
}

/** The method and the resources on the way to it; returns the method's logical id. */
function expandMethod(resources: Expansion['resources'], api: string, event: ApiEvent): string {
  const { Path: path = '/', Method: method = 'any' } = event.properties;
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
  return id;
}
