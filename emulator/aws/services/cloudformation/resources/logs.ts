/** Log groups and what belongs to them. */
import { without } from '../template/json.ts';
import { textOf, type ResourceType } from './resource-type.ts';
import { tagChanges, tagMap } from './tags.ts';

const group: ResourceType = {
  type: 'AWS::Logs::LogGroup',
  properties: ['KmsKeyId', 'LogGroupClass', 'LogGroupName', 'RetentionInDays', 'Tags'],
  createOnly: ['KmsKeyId', 'LogGroupClass', 'LogGroupName'],
  named: 'LogGroupName',
  async create({ LogGroupName: given, RetentionInDays: retentionInDays, Tags, ...settings }, making) {
    const logGroupName = textOf(given ?? making.generatedName);
    const request = { logGroupName, ...settings, tags: tagMap(Tags) };
    await making.invoke('cloudwatch-logs', 'CreateLogGroup', request);
    making.exists(logGroupName);
    if (retentionInDays !== undefined) {
      await making.invoke('cloudwatch-logs', 'PutRetentionPolicy', { logGroupName, retentionInDays });
    }
    const { logGroups } = await making.invoke('cloudwatch-logs', 'DescribeLogGroups', {
      logGroupNamePrefix: logGroupName,
    });
    const all = logGroups as { logGroupName: string; arn: string }[];
    return { Arn: all.find((one) => one.logGroupName === logGroupName)?.arn ?? '' };
  },
  async update({ physicalId: logGroupName, attributes, properties: before }, properties, making) {
    const { RetentionInDays: retentionInDays } = properties;
    if (retentionInDays === undefined) {
      if (before['RetentionInDays'] !== undefined) {
        await making.invoke('cloudwatch-logs', 'DeleteRetentionPolicy', { logGroupName });
      }
    } else await making.invoke('cloudwatch-logs', 'PutRetentionPolicy', { logGroupName, retentionInDays });
    const { put, removed: tagKeys } = tagChanges(before['Tags'], properties['Tags']);
    const resourceArn = textOf(attributes['Arn']).replace(/:\*$/, '');
    const tags = Object.fromEntries(put.map(({ Key, Value }) => [Key, Value]));
    if (put.length > 0) await making.invoke('cloudwatch-logs', 'TagResource', { resourceArn, tags });
    if (tagKeys.length > 0) await making.invoke('cloudwatch-logs', 'UntagResource', { resourceArn, tagKeys });
    return attributes;
  },
  async delete(logGroupName, _, making) {
    await making.invoke('cloudwatch-logs', 'DeleteLogGroup', { logGroupName });
  },
};

const stream: ResourceType = {
  type: 'AWS::Logs::LogStream',
  properties: ['LogGroupName', 'LogStreamName'],
  required: ['LogGroupName'],
  async create({ LogGroupName: logGroupName, LogStreamName: given }, making) {
    const logStreamName = textOf(given ?? making.generatedName);
    await making.invoke('cloudwatch-logs', 'CreateLogStream', { logGroupName, logStreamName });
    making.exists(logStreamName);
    return { LogGroupName: logGroupName! };
  },
  async delete(logStreamName, { LogGroupName: logGroupName }, making) {
    await making.invoke('cloudwatch-logs', 'DeleteLogStream', { logGroupName, logStreamName });
  },
};

const metricFilter: ResourceType = {
  type: 'AWS::Logs::MetricFilter',
  properties: ['FilterName', 'FilterPattern', 'LogGroupName', 'MetricTransformations'],
  required: ['FilterPattern', 'LogGroupName', 'MetricTransformations'],
  createOnly: ['FilterName', 'LogGroupName'],
  async create({ FilterName: given, ...settings }, making) {
    const filterName = textOf(given ?? making.generatedName);
    await making.invoke('cloudwatch-logs', 'PutMetricFilter', { ...settings, filterName });
    making.exists(filterName);
    return { LogGroupName: settings['LogGroupName']! };
  },
  async update({ physicalId: filterName, attributes }, properties, making) {
    const request = { ...without(properties, 'FilterName'), filterName };
    await making.invoke('cloudwatch-logs', 'PutMetricFilter', request);
    return attributes;
  },
  async delete(filterName, { LogGroupName: logGroupName }, making) {
    await making.invoke('cloudwatch-logs', 'DeleteMetricFilter', { logGroupName, filterName });
  },
};

export const LOGS_TYPES: readonly ResourceType[] = [group, metricFilter, stream];
