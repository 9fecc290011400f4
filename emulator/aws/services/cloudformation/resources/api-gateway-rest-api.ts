/** Gaps: an API described by an OpenAPI document (`Body`, `BodyS3Location`) is refused, as the service refuses imports. */
import { isList, type Json, type JsonObject } from '../template/json.ts';
import { patches } from './api-gateway-patches.ts';
import { textOf, type ResourceType } from './resource-type.ts';
import { tagMap } from './tags.ts';

const PATHS: Readonly<Record<string, string>> = {
  ApiKeySourceType: '/apiKeySource',
  Description: '/description',
  DisableExecuteApiEndpoint: '/disableExecuteApiEndpoint',
  Name: '/name',
  Policy: '/policy',
};

export const apiGatewayRestApi: ResourceType = {
  type: 'AWS::ApiGateway::RestApi',
  properties: [...Object.keys(PATHS), 'BinaryMediaTypes', 'EndpointConfiguration', 'Tags'],
  required: ['Name'],
  createOnly: ['EndpointConfiguration', 'Tags'],
  async create({ ApiKeySourceType: apiKeySource, Tags, ...settings }, making) {
    const { id, rootResourceId } = await making.invoke('api-gateway', 'CreateRestApi', {
      ...settings,
      ...(apiKeySource !== undefined && { apiKeySource }),
      tags: tagMap(Tags),
    });
    making.exists(id as string);
    return { RestApiId: id as string, RootResourceId: rootResourceId as string };
  },
  async update({ physicalId: restApiId, attributes, properties: before }, properties, making) {
    const patchOperations = [...patches(PATHS, before, properties), ...mediaTypePatches(before, properties)];
    await making.invoke('api-gateway', 'UpdateRestApi', { restApiId, patchOperations });
    return attributes;
  },
  async delete(restApiId, _, making) {
    await making.invoke('api-gateway', 'DeleteRestApi', { restApiId });
  },
};

function mediaTypePatches(before: JsonObject, after: JsonObject): readonly object[] {
  const [old, wanted] = [types(before), types(after)];
  const patch = (op: string) => (type: Json) => ({
    op,
    path: `/binaryMediaTypes/${textOf(type).replaceAll('~', '~0').replaceAll('/', '~1')}`,
  });
  return [
    ...wanted.filter((type) => !old.includes(type)).map(patch('add')),
    ...old.filter((type) => !wanted.includes(type)).map(patch('remove')),
  ];
}

const types = ({ BinaryMediaTypes: list }: JsonObject): readonly Json[] => (isList(list) ? list : []);
