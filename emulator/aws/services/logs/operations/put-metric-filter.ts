import type { MetricTransformation, PutMetricFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { constraint, invalidParameter } from '../errors.ts';
import { readPath } from '../filter-json.ts';
import type { Logs } from '../logs.ts';
import { namedGroup } from '../named-group.ts';

const NAME = /^[^:*]{1,512}$/;
const MOST_DIMENSIONS = 3;

/** PutMetricFilter: events that come from now on are told of; one transformation a filter. */
export const putMetricFilter: Operation<Logs, PutMetricFilterRequest, object> = (logs, input, call) => {
  const {
    filterName: name = '',
    filterPattern: pattern = '',
    metricTransformations: transformations = [],
  } = input;
  if (!NAME.test(name)) throw constraint(name, 'filterName', 'satisfy regular expression pattern: [^:*]*');
  if (transformations.length !== 1) {
    throw constraint(`[${transformations.length} transformations]`, 'metricTransformations', 'have length 1');
  }
  if (input.fieldSelectionCriteria !== undefined || input.emitSystemFieldDimensions !== undefined) {
    throw notImplemented('cloudwatch-logs', 'metric filters by system fields');
  }
  for (const transformation of transformations) checkTransformation(transformation);
  const group = namedGroup(logs, { logGroupName: input.logGroupName }, call, 'logs:PutMetricFilter');
  logs.metricFilters.put(group, { name, pattern, transformations }, call.now);
  return {};
};

function checkTransformation(transformation: MetricTransformation): void {
  const { metricName = '', metricNamespace = '', metricValue = '', dimensions = {} } = transformation;
  if (metricName === '') throw constraint('', 'metricTransformations.1.member.metricName', 'not be empty');
  if (metricNamespace === '')
    throw constraint('', 'metricTransformations.1.member.metricNamespace', 'not be empty');
  if (metricNamespace.startsWith('AWS/')) {
    throw invalidParameter(`Invalid metric transformation: namespace ${metricNamespace} is reserved.`);
  }
  if (metricValue.startsWith('$')) readPath(metricValue);
  else if (metricValue === '' || !Number.isFinite(Number(metricValue))) {
    throw invalidParameter('Invalid metric transformation: metricValue must be a number or a field.');
  }
  if (Object.keys(dimensions).length > MOST_DIMENSIONS) {
    throw invalidParameter(
      `Invalid metric transformation: at most ${MOST_DIMENSIONS} dimensions are allowed.`,
    );
  }
  for (const path of Object.values(dimensions)) readPath(path);
  if (Object.keys(dimensions).length > 0 && transformation.defaultValue !== undefined) {
    throw invalidParameter(
      'Invalid metric transformation: dimensions and default value are mutually exclusive properties.',
    );
  }
}
