import type { DescribeLimitsInput, DescribeLimitsOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import type { DynamoDb } from '../dynamodb.ts';

/** The default quotas of an account in a region and of a table. */
export const describeLimits: Operation<DynamoDb, DescribeLimitsInput, DescribeLimitsOutput> = (
  db,
  _input,
  call,
) => {
  db.authorize(call, 'DescribeLimits', '*');
  return {
    AccountMaxReadCapacityUnits: 80_000,
    AccountMaxWriteCapacityUnits: 80_000,
    TableMaxReadCapacityUnits: 40_000,
    TableMaxWriteCapacityUnits: 40_000,
  };
};
