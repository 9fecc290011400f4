/** What an API can have beside resources and methods, and the keys and plans by which it is used. */
import type { Json, JsonObject } from '../template/json.ts';
import { textOf, type ResourceType } from './resource-type.ts';
import { tagMap } from './tags.ts';

const authorizer: ResourceType = {
  type: 'AWS::ApiGateway::Authorizer',
  properties: [
    'AuthType',
    'AuthorizerCredentials',
    'AuthorizerResultTtlInSeconds',
    'AuthorizerUri',
    'IdentitySource',
    'IdentityValidationExpression',
    'Name',
    'RestApiId',
    'Type',
  ],
  required: ['Name', 'RestApiId', 'Type'],
  async create(properties, making) {
    const { id } = await making.invoke('api-gateway', 'CreateAuthorizer', properties);
    making.exists(id as string);
    return { AuthorizerId: id as string, RestApiId: properties['RestApiId']! };
  },
  async delete(authorizerId, { RestApiId }, making) {
    await making.invoke('api-gateway', 'DeleteAuthorizer', { RestApiId, authorizerId });
  },
};

const gatewayResponse: ResourceType = {
  type: 'AWS::ApiGateway::GatewayResponse',
  properties: ['ResponseParameters', 'ResponseTemplates', 'ResponseType', 'RestApiId', 'StatusCode'],
  required: ['ResponseType', 'RestApiId'],
  createOnly: ['ResponseType', 'RestApiId'],
  async create(properties, making) {
    await making.invoke('api-gateway', 'PutGatewayResponse', properties);
    making.exists(making.generatedName);
    const { ResponseType, RestApiId } = properties;
    return { Id: making.generatedName, ResponseType: ResponseType!, RestApiId: RestApiId! };
  },
  async update({ attributes }, properties, making) {
    await making.invoke('api-gateway', 'PutGatewayResponse', properties);
    return attributes;
  },
  async delete(_, { ResponseType, RestApiId }, making) {
    await making.invoke('api-gateway', 'DeleteGatewayResponse', { ResponseType, RestApiId });
  },
};

const requestValidator: ResourceType = {
  type: 'AWS::ApiGateway::RequestValidator',
  properties: ['Name', 'RestApiId', 'ValidateRequestBody', 'ValidateRequestParameters'],
  required: ['RestApiId'],
  async create(properties, making) {
    const { id } = await making.invoke('api-gateway', 'CreateRequestValidator', properties);
    making.exists(id as string);
    return { RequestValidatorId: id as string, RestApiId: properties['RestApiId']! };
  },
  async delete(requestValidatorId, { RestApiId }, making) {
    await making.invoke('api-gateway', 'DeleteRequestValidator', { RestApiId, requestValidatorId });
  },
};

const model: ResourceType = {
  type: 'AWS::ApiGateway::Model',
  properties: ['ContentType', 'Description', 'Name', 'RestApiId', 'Schema'],
  required: ['RestApiId'],
  createOnly: ['ContentType', 'Name', 'RestApiId'],
  async create({ Schema, Name: given, ...settings }, making) {
    // Names in models are of letters and digits only.
    const Name = given ?? making.generatedName.replaceAll(/[^a-zA-Z0-9]/g, '');
    const request = { ContentType: 'application/json', ...settings, Name, Schema: schemaText(Schema) };
    await making.invoke('api-gateway', 'CreateModel', request);
    making.exists(textOf(Name));
    return { RestApiId: settings['RestApiId']! };
  },
  async update({ physicalId: modelName, attributes }, { RestApiId, Description, Schema }, making) {
    const patchOperations = [
      ...(Description === undefined ? [] : [{ op: 'replace', path: '/description', value: Description }]),
      { op: 'replace', path: '/schema', value: schemaText(Schema) },
    ];
    await making.invoke('api-gateway', 'UpdateModel', { RestApiId, modelName, patchOperations });
    return attributes;
  },
  async delete(modelName, { RestApiId }, making) {
    await making.invoke('api-gateway', 'DeleteModel', { RestApiId, modelName });
  },
};

/** Templates give schemas as documents or as texts. */
const schemaText = (schema: Json | undefined): string =>
  typeof schema === 'string' ? schema : JSON.stringify(schema ?? {});

const key: ResourceType = {
  type: 'AWS::ApiGateway::ApiKey',
  properties: ['CustomerId', 'Description', 'Enabled', 'GenerateDistinctId', 'Name', 'Tags', 'Value'],
  async create({ Tags, ...settings }, making) {
    const request = { name: making.generatedName, ...spelledLow(settings), tags: tagMap(Tags) };
    const { id } = await making.invoke('api-gateway', 'CreateApiKey', request);
    making.exists(id as string);
    return { APIKeyId: id as string };
  },
  async delete(apiKey, _, making) {
    await making.invoke('api-gateway', 'DeleteApiKey', { apiKey });
  },
};

const usagePlan: ResourceType = {
  type: 'AWS::ApiGateway::UsagePlan',
  properties: ['ApiStages', 'Description', 'Quota', 'Tags', 'Throttle', 'UsagePlanName'],
  async create({ UsagePlanName: given, Tags, ...settings }, making) {
    const request = { ...settings, name: given ?? making.generatedName, tags: tagMap(Tags) };
    const { id } = await making.invoke('api-gateway', 'CreateUsagePlan', request);
    making.exists(id as string);
    return { Id: id as string };
  },
  async delete(usagePlanId, _, making) {
    const { apiStages } = await making.invoke('api-gateway', 'GetUsagePlan', { usagePlanId });
    const patchOperations = ((apiStages ?? []) as { apiId: string; stage: string }[]).map(
      ({ apiId, stage }) => ({ op: 'remove', path: '/apiStages', value: `${apiId}:${stage}` }),
    );
    await making.invoke('api-gateway', 'UpdateUsagePlan', { usagePlanId, patchOperations });
    await making.invoke('api-gateway', 'DeleteUsagePlan', { usagePlanId });
  },
};

const usagePlanKey: ResourceType = {
  type: 'AWS::ApiGateway::UsagePlanKey',
  properties: ['KeyId', 'KeyType', 'UsagePlanId'],
  required: ['KeyId', 'KeyType', 'UsagePlanId'],
  async create(properties, making) {
    await making.invoke('api-gateway', 'CreateUsagePlanKey', properties);
    const { KeyId, UsagePlanId } = properties;
    making.exists(`${textOf(KeyId)}:${textOf(UsagePlanId)}`);
    return { Id: `${textOf(KeyId)}:${textOf(UsagePlanId)}`, KeyId: KeyId!, UsagePlanId: UsagePlanId! };
  },
  async delete(_, { KeyId, UsagePlanId }, making) {
    await making.invoke('api-gateway', 'DeleteUsagePlanKey', { KeyId, UsagePlanId });
  },
};

/** The role by which API Gateway writes logs; there is one per account and region, and it is never unset. */
const account: ResourceType = {
  type: 'AWS::ApiGateway::Account',
  properties: ['CloudWatchRoleArn'],
  async create({ CloudWatchRoleArn: value = '' }, making) {
    const patchOperations = [{ op: 'replace', path: '/cloudwatchRoleArn', value }];
    await making.invoke('api-gateway', 'UpdateAccount', { patchOperations });
    making.exists(making.generatedName);
    return { Id: making.generatedName };
  },
  async update({ attributes }, { CloudWatchRoleArn: value = '' }, making) {
    const patchOperations = [{ op: 'replace', path: '/cloudwatchRoleArn', value }];
    await making.invoke('api-gateway', 'UpdateAccount', { patchOperations });
    return attributes;
  },
  async delete() {
    // Other APIs of the account may log by it.
  },
};

const spelledLow = (properties: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [`${name[0]?.toLowerCase()}${name.slice(1)}`, value]),
  );

export const API_GATEWAY_PARTS: readonly ResourceType[] = [
  account,
  authorizer,
  key,
  gatewayResponse,
  model,
  requestValidator,
  usagePlan,
  usagePlanKey,
];
