import type { UpdateUsagePlanRequest, UsagePlan } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { ownerOf } from '../shelf.ts';
import { patched } from '../patch.ts';
import { checkApiStage, usagePlanOutput } from '../usage-plan-output.ts';
import { checkPlan, USAGE_PLAN_RULES } from '../usage-plans.ts';

export const updateUsagePlan: Operation<ApiGateway, UpdateUsagePlanRequest, UsagePlan> = (
  gateway,
  input,
  call,
) => {
  admit(call, `/usageplans/${input.usagePlanId}`);
  const standing = gateway.plan(call.scope, input.usagePlanId ?? '');
  const plan = patched(standing, input.patchOperations, USAGE_PLAN_RULES);
  checkPlan(plan);
  for (const { apiId, stage } of plan.apiStages) checkApiStage(gateway, call.scope, apiId, stage);
  gateway.plans.put(ownerOf(call.scope), plan.id, plan);
  return { ...usagePlanOutput(plan), tags: plan.tags };
};
