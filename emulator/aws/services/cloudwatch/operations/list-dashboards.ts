import type { ListDashboardsInput, ListDashboardsOutput } from '@aws-sdk/client-cloudwatch';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../access.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { dashboardArn } from '../dashboards.ts';
import { page, readToken } from '../paging.ts';

const PAGE = 1_000;

export const listDashboards: Operation<CloudWatch, ListDashboardsInput, ListDashboardsOutput> = (
  cloudwatch,
  { DashboardNamePrefix: prefix = '', NextToken },
  call,
) => {
  const { accountId } = call.scope;
  allow(call, dashboardArn(accountId, '*'));
  const found = cloudwatch.dashboards
    .list(accountId, readToken(NextToken))
    .filter(({ name }) => name.startsWith(prefix));
  const { items, nextToken } = page(found, PAGE, ({ name }) => name);
  return {
    DashboardEntries: items.map(({ name, body, modified_at: modifiedAt }) => ({
      DashboardName: name,
      DashboardArn: dashboardArn(accountId, name),
      LastModified: toDate(modifiedAt),
      Size: Buffer.byteLength(body),
    })),
    NextToken: nextToken,
  };
};
