import type { DescribeTimeToLiveInput, DescribeTimeToLiveOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { validation } from '../errors.ts';
import { controlled } from '../requests.ts';

/** Whether a table's items expire, and by which attribute. */
export const describeTimeToLive: Operation<DynamoDb, DescribeTimeToLiveInput, DescribeTimeToLiveOutput> = (
  db,
  input,
  call,
) => {
  const table = controlled(db, call, 'DescribeTimeToLive', input);
  const status = table.status(call.now);
  if (status === 'CREATING' || status === 'DELETING') {
    throw validation(
      `Cannot describe time to live while table is in ${status} state: Current table state is ${status}`,
    );
  }
  const { ttlAttribute } = table.definition;
  return {
    TimeToLiveDescription:
      ttlAttribute === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: ttlAttribute },
  };
};
