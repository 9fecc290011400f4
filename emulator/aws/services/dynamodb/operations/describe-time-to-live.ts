import type { DescribeTimeToLiveInput, DescribeTimeToLiveOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { controlled } from '../requests.ts';

/** Whether a table's items expire, and by which attribute. */
export const describeTimeToLive: Operation<DynamoDb, DescribeTimeToLiveInput, DescribeTimeToLiveOutput> = (
  db,
  input,
  call,
) => {
  const { ttlAttribute } = controlled(db, call, 'DescribeTimeToLive', input).definition;
  return {
    TimeToLiveDescription:
      ttlAttribute === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: ttlAttribute },
  };
};
