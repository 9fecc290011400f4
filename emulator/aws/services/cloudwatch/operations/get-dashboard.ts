import type { GetDashboardInput, GetDashboardOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../access.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { dashboardArn } from '../dashboards.ts';
import { dashboardNotFound } from '../errors.ts';

export const getDashboard: Operation<CloudWatch, GetDashboardInput, GetDashboardOutput> = (
  cloudwatch,
  { DashboardName: name = '' },
  call,
) => {
  const { accountId } = call.scope;
  allow(call, dashboardArn(accountId, name));
  const dashboard = cloudwatch.dashboards.find(accountId, name);
  if (dashboard === undefined) throw dashboardNotFound(name);
  return { DashboardArn: dashboardArn(accountId, name), DashboardName: name, DashboardBody: dashboard.body };
};
