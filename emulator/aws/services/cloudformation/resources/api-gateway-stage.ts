import { isList, isObject, textOf, type Json, type JsonObject } from '../template/json.ts';
import { mapPatches, patches } from './api-gateway-patches.ts';
import type { ResourceType } from './resource-type.ts';
import { tagMap } from './tags.ts';

const PATHS: Readonly<Record<string, string>> = {
  DeploymentId: '/deploymentId',
  Description: '/description',
  TracingEnabled: '/tracingEnabled',
};

export const apiGatewayStage: ResourceType = {
  type: 'AWS::ApiGateway::Stage',
  properties: [...Object.keys(PATHS), 'MethodSettings', 'RestApiId', 'StageName', 'Tags', 'Variables'],
  required: ['RestApiId', 'DeploymentId'],
  createOnly: ['RestApiId', 'StageName', 'Tags'],
  async create({ MethodSettings: methods, Tags, ...settings }, making) {
    const { RestApiId, StageName: stageName = making.logicalId } = settings;
    await making.invoke('api-gateway', 'CreateStage', { ...settings, stageName, tags: tagMap(Tags) });
    making.exists(textOf(stageName));
    const patchOperations = methodPatches(methods);
    if (patchOperations.length > 0) {
      await making.invoke('api-gateway', 'UpdateStage', { RestApiId, stageName, patchOperations });
    }
    return { RestApiId: RestApiId! };
  },
  async update({ physicalId: stageName, attributes, properties: before }, properties, making) {
    const { RestApiId, MethodSettings: methods, Variables: variables } = properties;
    const patchOperations = [
      ...patches(PATHS, before, properties),
      ...mapPatches('/variables', mapOf(before['Variables']), mapOf(variables)),
      ...methodPatches(methods),
    ];
    await making.invoke('api-gateway', 'UpdateStage', { RestApiId, stageName, patchOperations });
    return attributes;
  },
  async delete(stageName, { RestApiId }, making) {
    await making.invoke('api-gateway', 'DeleteStage', { RestApiId, stageName });
  },
};

const mapOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** Where a method's setting is in a stage's document. */
const SETTINGS: Readonly<Record<string, string>> = {
  DataTraceEnabled: 'logging/dataTrace',
  LoggingLevel: 'logging/loglevel',
  MetricsEnabled: 'metrics/enabled',
  ThrottlingBurstLimit: 'throttling/burstLimit',
  ThrottlingRateLimit: 'throttling/rateLimit',
};

function methodPatches(methods: Json | undefined): readonly object[] {
  return (isList(methods) ? (methods as readonly JsonObject[]) : []).flatMap((settings) => {
    const { ResourcePath: path = '/*', HttpMethod: method = '*', ...values } = settings;
    const resource = textOf(path) === '/*' ? '*' : textOf(path).replaceAll('/', '~1');
    return Object.entries(values).map(([name, value]) => ({
      op: 'replace',
      path: `/${resource}/${textOf(method)}/${SETTINGS[name] ?? name}`,
      value: textOf(value),
    }));
  });
}
