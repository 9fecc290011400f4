import type { DescribeQueriesRequest, DescribeQueriesResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../kernel/operation.ts';
import type { Logs } from '../logs.ts';
import { authorizeGroup } from '../named-group.ts';
import { page, pageSize, readPageToken } from '../pages.ts';

const LARGEST_PAGE = 1_000;

/** DescribeQueries: newest first. All of them are complete. */
export const describeQueries: Operation<Logs, DescribeQueriesRequest, DescribeQueriesResponse> = (
  logs,
  input,
  call,
) => {
  authorizeGroup(call, 'logs:DescribeQueries', call.scope, '*');
  const { logGroupName, status = 'Complete' } = input;
  const all = status === 'Complete' ? logs.queries.list(call.scope, call.now) : [];
  const fitting = all.filter(({ groups }) => logGroupName === undefined || groups.includes(logGroupName));
  const after = fitting.findIndex(({ id }) => id === readPageToken(input.nextToken)) + 1;
  const { items, nextToken } = page(
    fitting.slice(after),
    pageSize(input.maxResults, LARGEST_PAGE),
    ({ id }) => id,
  );
  return {
    queries: items.map(({ id, text, groups, at }) => ({
      queryLanguage: 'CWLI',
      queryId: id,
      queryString: text,
      status: 'Complete',
      createTime: at,
      logGroupName: groups[0],
    })),
    nextToken,
  };
};
