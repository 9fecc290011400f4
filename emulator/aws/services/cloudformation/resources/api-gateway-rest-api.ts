/**
 * An API, from its properties and, if there is one, from the OpenAPI document that its `Body` is or that lies in S3. What
 * the template says besides wins over the document.
 */
import { isList, type Json, type JsonObject } from '../template/json.ts';
import { patches } from './api-gateway-patches.ts';
import { textOf, type Making, type ResourceType } from './resource-type.ts';
import { s3Text } from './s3-text.ts';
import { tagMap } from './tags.ts';

const PATHS: Readonly<Record<string, string>> = {
  ApiKeySourceType: '/apiKeySource',
  Description: '/description',
  DisableExecuteApiEndpoint: '/disableExecuteApiEndpoint',
  Name: '/name',
  Policy: '/policy',
};
const DOCUMENT = ['Body', 'BodyS3Location', 'FailOnWarnings', 'Mode', 'Parameters'];

export const apiGatewayRestApi: ResourceType = {
  type: 'AWS::ApiGateway::RestApi',
  properties: [...Object.keys(PATHS), ...DOCUMENT, 'BinaryMediaTypes', 'EndpointConfiguration', 'Tags'],
  createOnly: ['EndpointConfiguration', 'Tags'],
  async create(properties, making) {
    const { own, document } = split(properties);
    const { ApiKeySourceType: apiKeySource, Tags, ...settings } = own;
    const { id, rootResourceId } = await making.invoke('api-gateway', 'CreateRestApi', {
      // An API that a document describes gets its name from there.
      ...(hasDocument(document) && { Name: making.generatedName }),
      ...settings,
      ...(apiKeySource !== undefined && { apiKeySource }),
      tags: tagMap(Tags),
    });
    making.exists(id as string);
    await describe(id as string, properties, making);
    return { RestApiId: id as string, RootResourceId: rootResourceId as string };
  },
  async update({ physicalId: restApiId, attributes, properties: before }, properties, making) {
    if (!(await describe(restApiId, properties, making))) await patch(restApiId, before, properties, making);
    return attributes;
  },
  async delete(restApiId, _, making) {
    await making.invoke('api-gateway', 'DeleteRestApi', { restApiId });
  },
};

const hasDocument = ({ Body, BodyS3Location }: JsonObject): boolean =>
  Body !== undefined || BodyS3Location !== undefined;

function split(properties: JsonObject): { readonly own: JsonObject; readonly document: JsonObject } {
  const entries = Object.entries(properties);
  return {
    own: Object.fromEntries(entries.filter(([name]) => !DOCUMENT.includes(name))),
    document: Object.fromEntries(entries.filter(([name]) => DOCUMENT.includes(name))),
  };
}

/** Imports the document, then says again what the template says itself. Whether there is a document. */
async function describe(restApiId: string, properties: JsonObject, making: Making): Promise<boolean> {
  const { own, document } = split(properties);
  if (!hasDocument(document)) return false;
  const { Body: written, BodyS3Location: place, Mode = 'overwrite', ...rest } = document;
  const Body = written ?? (await s3Text(place as JsonObject, making));
  await making.invoke('api-gateway', 'PutRestApi', { restApiId, Body, Mode, ...rest });
  await patch(restApiId, {}, own, making);
  return true;
}

async function patch(
  restApiId: string,
  before: JsonObject,
  after: JsonObject,
  making: Making,
): Promise<void> {
  const patchOperations = [...patches(PATHS, before, after), ...mediaTypePatches(before, after)];
  if (patchOperations.length === 0) return;
  await making.invoke('api-gateway', 'UpdateRestApi', { restApiId, patchOperations });
}

function mediaTypePatches(before: JsonObject, after: JsonObject): readonly object[] {
  const [old, wanted] = [types(before), types(after)];
  const patching = (op: string) => (type: Json) => ({
    op,
    path: `/binaryMediaTypes/${textOf(type).replaceAll('~', '~0').replaceAll('/', '~1')}`,
  });
  return [
    ...wanted.filter((type) => !old.includes(type)).map(patching('add')),
    ...old.filter((type) => !wanted.includes(type)).map(patching('remove')),
  ];
}

const types = ({ BinaryMediaTypes: list }: JsonObject): readonly Json[] => (isList(list) ? list : []);
