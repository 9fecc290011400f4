import type { StopQueryRequest, StopQueryResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import { invalidParameter } from '../errors.ts';
import type { Logs } from '../logs.ts';
import { authorizeGroup } from '../named-group.ts';

/** StopQuery: queries have ended by the time anybody can stop them, which is what it says. */
export const stopQuery: Operation<Logs, StopQueryRequest, StopQueryResponse> = (
  logs,
  { queryId = '' },
  call,
) => {
  authorizeGroup(call, 'logs:StopQuery', call.scope, '*');
  logs.queries.get(call.scope, queryId, call.now);
  throw invalidParameter('Cannot stop query that is not in running or scheduled state');
};
