/** Alarms and dashboards: each operation that makes one also changes it. */
import { textOf, type Making, type ResourceType } from './resource-type.ts';
import type { JsonObject } from '../template/json.ts';
import { tagList } from './tags.ts';

const COMMON = [
  'ActionsEnabled',
  'AlarmActions',
  'AlarmDescription',
  'AlarmName',
  'InsufficientDataActions',
  'OKActions',
];

function alarm(
  type: string,
  operation: string,
  properties: readonly string[],
  required: readonly string[],
): ResourceType {
  const put = async (AlarmName: string, given: JsonObject, making: Making): Promise<JsonObject> => {
    const Tags = tagList(given['Tags']);
    await making.invoke('cloudwatch', operation, { ...given, AlarmName, Tags });
    const { MetricAlarms, CompositeAlarms } = await making.invoke('cloudwatch', 'DescribeAlarms', {
      AlarmNames: [AlarmName],
      AlarmTypes: ['CompositeAlarm', 'MetricAlarm'],
    });
    const [found] = [MetricAlarms, CompositeAlarms].flat() as { AlarmArn?: string }[];
    return { Arn: found?.AlarmArn ?? '' };
  };
  return {
    type,
    properties: [...COMMON, ...properties, 'Tags'],
    required,
    createOnly: ['AlarmName'],
    named: 'AlarmName',
    async create(given, making) {
      const name = textOf(given['AlarmName'] ?? making.generatedName);
      const attributes = await put(name, given, making);
      making.exists(name);
      return attributes;
    },
    update: ({ physicalId }, given, making) => put(physicalId, given, making),
    async delete(name, _, making) {
      await making.invoke('cloudwatch', 'DeleteAlarms', { AlarmNames: [name] });
    },
  };
}

const dashboard: ResourceType = {
  type: 'AWS::CloudWatch::Dashboard',
  properties: ['DashboardBody', 'DashboardName'],
  required: ['DashboardBody'],
  createOnly: ['DashboardName'],
  named: 'DashboardName',
  async create({ DashboardName: given, DashboardBody }, making) {
    const DashboardName = textOf(given ?? making.generatedName);
    await making.invoke('cloudwatch', 'PutDashboard', { DashboardName, DashboardBody });
    making.exists(DashboardName);
    return {};
  },
  async update({ physicalId: DashboardName, attributes }, { DashboardBody }, making) {
    await making.invoke('cloudwatch', 'PutDashboard', { DashboardName, DashboardBody });
    return attributes;
  },
  async delete(name, _, making) {
    await making.invoke('cloudwatch', 'DeleteDashboards', { DashboardNames: [name] });
  },
};

export const CLOUDWATCH_TYPES: readonly ResourceType[] = [
  alarm(
    'AWS::CloudWatch::Alarm',
    'PutMetricAlarm',
    [
      'ComparisonOperator',
      'DatapointsToAlarm',
      'Dimensions',
      'EvaluateLowSampleCountPercentile',
      'EvaluationPeriods',
      'ExtendedStatistic',
      'MetricName',
      'Metrics',
      'Namespace',
      'Period',
      'Statistic',
      'Threshold',
      'ThresholdMetricId',
      'TreatMissingData',
      'Unit',
    ],
    ['ComparisonOperator', 'EvaluationPeriods'],
  ),
  alarm(
    'AWS::CloudWatch::CompositeAlarm',
    'PutCompositeAlarm',
    ['ActionsSuppressor', 'ActionsSuppressorExtensionPeriod', 'ActionsSuppressorWaitPeriod', 'AlarmRule'],
    ['AlarmRule'],
  ),
  dashboard,
];
