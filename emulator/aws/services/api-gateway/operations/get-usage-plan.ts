import type { GetUsagePlanRequest, UsagePlan } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { usagePlanOutput } from '../usage-plan-output.ts';

export const getUsagePlan: Operation<ApiGateway, GetUsagePlanRequest, UsagePlan> = (gateway, input, call) => {
  admit(call, `/usageplans/${input.usagePlanId}`);
  const plan = gateway.plan(call.scope, input.usagePlanId ?? '');
  return { ...usagePlanOutput(plan), tags: plan.tags };
};
