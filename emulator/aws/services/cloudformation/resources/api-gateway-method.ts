import { isList, type Json, type JsonObject } from '../template/json.ts';
import type { Making, ResourceType } from './resource-type.ts';

/** A method with its integration and their responses; an update makes all of them anew under the same name. */
export const apiGatewayMethod: ResourceType = {
  type: 'AWS::ApiGateway::Method',
  properties: [
    'ApiKeyRequired',
    'AuthorizationScopes',
    'AuthorizationType',
    'AuthorizerId',
    'HttpMethod',
    'Integration',
    'MethodResponses',
    'OperationName',
    'RequestModels',
    'RequestParameters',
    'RequestValidatorId',
    'ResourceId',
    'RestApiId',
  ],
  required: ['HttpMethod', 'ResourceId', 'RestApiId'],
  createOnly: ['HttpMethod', 'ResourceId', 'RestApiId'],
  async create(properties, making) {
    const { RestApiId, ResourceId, HttpMethod } = properties;
    await put(properties, making);
    return { RestApiId: RestApiId!, ResourceId: ResourceId!, HttpMethod: HttpMethod! };
  },
  async update({ attributes, properties: before }, properties, making) {
    await making.invoke('api-gateway', 'DeleteMethod', placeOf(before));
    await put(properties, { ...making, exists: () => undefined });
    return attributes;
  },
  async delete(_, place, making) {
    await making.invoke('api-gateway', 'DeleteMethod', placeOf(place));
  },
};

const placeOf = ({ RestApiId, ResourceId, HttpMethod }: JsonObject): JsonObject => ({
  RestApiId: RestApiId!,
  ResourceId: ResourceId!,
  HttpMethod: HttpMethod!,
});

const listOf = (list: Json | undefined): readonly JsonObject[] =>
  isList(list) ? (list as readonly JsonObject[]) : [];

async function put(properties: JsonObject, making: Making): Promise<void> {
  const { Integration: integration, MethodResponses: responses, ...method } = properties;
  const place = placeOf(properties);
  await making.invoke('api-gateway', 'PutMethod', { AuthorizationType: 'NONE', ...method });
  making.exists(making.generatedName);
  for (const response of listOf(responses)) {
    await making.invoke('api-gateway', 'PutMethodResponse', { ...place, ...response });
  }
  if (integration === undefined) return;
  const { IntegrationResponses: answers, ...settings } = integration as JsonObject;
  await making.invoke('api-gateway', 'PutIntegration', { ...place, ...settings });
  for (const answer of listOf(answers)) {
    await making.invoke('api-gateway', 'PutIntegrationResponse', { ...place, ...answer });
  }
}
