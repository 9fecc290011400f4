import type { PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { invalidValue, missingParameter } from '../errors.ts';
import { checkNamespace, readMetricData } from '../metric-data.ts';

export const putMetricData: Operation<CloudWatch, PutMetricDataInput, object> = (cloudwatch, input, call) => {
  const namespace = checkNamespace(input.Namespace);
  // Only services publish there; AWS's words name the prefix, whatever follows it (boto/boto3#1847).
  if (namespace.startsWith('AWS/')) throw invalidValue('The value AWS/ for parameter Namespace is invalid.');
  call.authorize({
    action: 'cloudwatch:PutMetricData',
    resource: '*',
    owner: call.scope.accountId,
    context: { 'cloudwatch:namespace': namespace },
  });
  if (input.EntityMetricData !== undefined) throw notImplemented('cloudwatch', 'metrics of entities');
  if (input.MetricData === undefined) throw missingParameter('MetricData');
  const data = readMetricData(call.scope, namespace, input.MetricData, call.now);
  call.kernel.store.transact(() => {
    for (const { metric, measurement } of data) cloudwatch.metrics.write(metric, [measurement]);
  });
  return {};
};
