import type { DescribeEndpointsRequest, DescribeEndpointsResponse } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../kernel/operation.ts';
import type { DynamoDb } from '../dynamodb.ts';

const CACHE_MINUTES = 1_440;

/** Where to send requests: to this cloud. */
export const describeEndpoints: Operation<DynamoDb, DescribeEndpointsRequest, DescribeEndpointsResponse> = (
  db,
) => ({
  Endpoints: [{ Address: new URL(db.kernel.endpoint()).host, CachePeriodInMinutes: CACHE_MINUTES }],
});
