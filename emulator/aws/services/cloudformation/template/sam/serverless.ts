/**
 * The transform `AWS::Serverless-2016-10-31`: functions, APIs, state machines and simple tables become the resources they
 * are made of, under the logical ids that SAM gives them (AWS SAM developer guide "Generated CloudFormation resources",
 * 2026-11).
 *
 * Gaps: APIs without a document of their own become resources and methods, where SAM writes one OpenAPI document. Policy
 * templates, connectors, layers, nested applications, authorizers, merged definitions and deployment preferences are
 * refused by name.
 */
import { notImplemented } from '../../../../kernel/aws-error.ts';
import { isObject, textOf, type Json, type JsonObject } from '../json.ts';
import { tagsOf, type Expansion } from './expansion.ts';
import { expandApis } from './serverless-api.ts';
import { expandFunction } from './serverless-function.ts';
import { expandStateMachine } from './serverless-state-machine.ts';

export const SERVERLESS = 'AWS::Serverless-2016-10-31';

/** @throws AwsError ValidationError, NotImplemented */
export function expandServerless(document: JsonObject): JsonObject {
  const { Globals: globals = {}, Transform: _, Resources: resources = {}, ...rest } = document;
  const expansion: Expansion = { resources: {}, apiEvents: [] };
  const apis: [string, JsonObject][] = [];
  for (const [id, body] of Object.entries(resources as JsonObject)) {
    if (isObject(body) && !textOf(body['Type']).startsWith('AWS::Serverless::'))
      expansion.resources[id] = body;
  }
  for (const [id, body] of Object.entries(resources as JsonObject)) {
    if (!isObject(body) || expansion.resources[id] !== undefined) continue;
    const kind = textOf(body['Type']).slice('AWS::Serverless::'.length);
    const own = (body['Properties'] ?? {}) as JsonObject;
    const properties = withGlobals(own, (globals as JsonObject)[kind]);
    if (kind === 'Function') expandFunction(expansion, id, { ...body, Properties: properties });
    else if (kind === 'StateMachine') expandStateMachine(expansion, id, { ...body, Properties: properties });
    else if (kind === 'SimpleTable') expansion.resources[id] = { ...body, ...tableOf(properties) };
    else if (kind === 'Api') apis.push([id, properties]);
    else throw notImplemented('cloudformation', `resource type AWS::Serverless::${kind}`);
  }
  expandApis(expansion, apis);
  return { ...rest, Resources: expansion.resources };
}

/** What globals say, unless the resource says otherwise; maps of variables and tags are joined. */
function withGlobals(own: JsonObject, shared: Json | undefined): JsonObject {
  if (!isObject(shared)) return own;
  const joined = Object.entries(shared).map(([name, value]) => {
    const mine = own[name];
    return [name, isObject(value) && isObject(mine) ? withGlobals(mine, value) : (mine ?? value)] as const;
  });
  return { ...own, ...Object.fromEntries(joined) };
}

function tableOf({ PrimaryKey: key, TableName, Tags }: JsonObject): JsonObject {
  const { Name: name = 'id', Type: type = 'String' } = isObject(key) ? key : {};
  const letter = { String: 'S', Number: 'N', Binary: 'B' }[textOf(type)] ?? 'S';
  return {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      ...(TableName !== undefined && { TableName }),
      ...(Tags !== undefined && { Tags: tagsOf(Tags) }),
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: name, AttributeType: letter }],
      KeySchema: [{ AttributeName: name, KeyType: 'HASH' }],
    },
  };
}
