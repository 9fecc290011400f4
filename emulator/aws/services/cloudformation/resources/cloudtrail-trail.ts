import { textOf, type Making, type ResourceType } from './resource-type.ts';
import type { JsonObject } from '../template/json.ts';

const SETTINGS = [
  'EnableLogFileValidation',
  'IncludeGlobalServiceEvents',
  'IsMultiRegionTrail',
  'IsOrganizationTrail',
  'KMSKeyId',
  'S3BucketName',
  'S3KeyPrefix',
  'SnsTopicName',
];

export const cloudtrailTrail: ResourceType = {
  type: 'AWS::CloudTrail::Trail',
  properties: [...SETTINGS, 'AdvancedEventSelectors', 'EventSelectors', 'IsLogging', 'Tags', 'TrailName'],
  required: ['IsLogging', 'S3BucketName'],
  createOnly: ['Tags', 'TrailName'],
  named: 'TrailName',
  async create(properties, making) {
    const name = textOf(properties['TrailName'] ?? making.generatedName);
    const request = { Name: name, ...settingsOf(properties), TagsList: properties['Tags'] };
    const { TrailARN } = await making.invoke('cloudtrail', 'CreateTrail', request);
    making.exists(name);
    await watch(name, properties, making);
    return { Arn: TrailARN as string };
  },
  async update({ physicalId: Name, attributes }, properties, making) {
    await making.invoke('cloudtrail', 'UpdateTrail', { Name, ...settingsOf(properties) });
    await watch(Name, properties, making);
    return attributes;
  },
  async delete(Name, _, making) {
    await making.invoke('cloudtrail', 'DeleteTrail', { Name });
  },
};

const settingsOf = (properties: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => SETTINGS.includes(name)));

async function watch(TrailName: string, properties: JsonObject, making: Making): Promise<void> {
  const { EventSelectors, AdvancedEventSelectors, IsLogging } = properties;
  if (EventSelectors !== undefined || AdvancedEventSelectors !== undefined) {
    const selectors = { TrailName, EventSelectors, AdvancedEventSelectors };
    await making.invoke('cloudtrail', 'PutEventSelectors', selectors);
  }
  const logs = textOf(IsLogging) === 'true';
  await making.invoke('cloudtrail', logs ? 'StartLogging' : 'StopLogging', { Name: TrailName });
}
