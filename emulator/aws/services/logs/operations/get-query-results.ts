import type { GetQueryResultsRequest, GetQueryResultsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import type { Logs } from '../logs.ts';
import { authorizeGroup } from '../named-group.ts';

export const getQueryResults: Operation<Logs, GetQueryResultsRequest, GetQueryResultsResponse> = (
  logs,
  { queryId = '' },
  call,
) => {
  authorizeGroup(call, 'logs:GetQueryResults', call.scope, '*');
  const { results, groups } = logs.queries.get(call.scope, queryId, call.now);
  return {
    queryLanguage: 'CWLI',
    status: 'Complete',
    results: results.rows.map((row) => row.map(([field, value]) => ({ field, value }))),
    statistics: {
      recordsMatched: results.matched,
      recordsScanned: results.scanned,
      bytesScanned: results.bytes,
      estimatedRecordsSkipped: 0,
      estimatedBytesSkipped: 0,
      logGroupsScanned: groups.length,
    },
  };
};
