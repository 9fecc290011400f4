import type { DeleteDashboardsInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../access.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { dashboardArn } from '../dashboards.ts';
import { dashboardNotFound } from '../errors.ts';

/** DeleteDashboards: all of them, or, when one is not there, none. */
export const deleteDashboards: Operation<CloudWatch, DeleteDashboardsInput, object> = (
  cloudwatch,
  input,
  call,
) => {
  const { accountId } = call.scope;
  const names = input.DashboardNames ?? [];
  for (const name of names) allow(call, dashboardArn(accountId, name));
  const missing = names.find((name) => cloudwatch.dashboards.find(accountId, name) === undefined);
  if (missing !== undefined) throw dashboardNotFound(missing);
  call.kernel.store.transact(() => {
    for (const name of names) cloudwatch.dashboards.remove(accountId, name);
  });
  return {};
};
