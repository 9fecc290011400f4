import type { GetUsageRequest, Usage } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { badRequest } from '../errors.ts';
import { readDate, remaining } from '../usage-output.ts';

export const getUsage: Operation<ApiGateway, GetUsageRequest, Usage> = (gateway, input, call) => {
  admit(call, `/usageplans/${input.usagePlanId}/usage`);
  const plan = gateway.plan(call.scope, input.usagePlanId ?? '');
  const { startDate = '', endDate = '', keyId } = input;
  const [start, end] = [readDate(startDate), readDate(endDate)];
  if (end < start) throw badRequest('Usage endDate must not be before startDate');
  const shown = [...gateway.usage.daily(plan.id, start, end)].filter(
    ([key]) => keyId === undefined || key === keyId,
  );
  const items = Object.fromEntries(shown.map(([key, counts]) => [key, remaining(plan, counts, start)]));
  return { usagePlanId: plan.id, startDate, endDate, items };
};
