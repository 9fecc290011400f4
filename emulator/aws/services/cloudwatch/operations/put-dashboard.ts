import type { PutDashboardInput, PutDashboardOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../access.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { dashboardArn } from '../dashboards.ts';
import { invalidDashboard } from '../errors.ts';

const NAME = /^[\w-]{1,255}$/;

/** PutDashboard: any JSON object is kept; widgets are not looked into. */
export const putDashboard: Operation<CloudWatch, PutDashboardInput, PutDashboardOutput> = (
  cloudwatch,
  input,
  call,
) => {
  const { DashboardName: name = '', DashboardBody: body = '' } = input;
  const { accountId } = call.scope;
  allow(call, dashboardArn(accountId, name));
  if (!NAME.test(name)) throw invalidDashboard(`The value ${name} for field DashboardName is not valid`);
  if (!isJsonObject(body)) throw invalidDashboard('The field DashboardBody must be a valid JSON object');
  cloudwatch.dashboards.put(accountId, name, body, call.now);
  return { DashboardValidationMessages: [] };
};

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
