import type { CreateUsagePlanRequest, UsagePlan } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { ownerOf } from '../shelf.ts';
import { badRequest } from '../errors.ts';
import { checkApiStage, usagePlanOutput } from '../usage-plan-output.ts';
import { checkPlan } from '../usage-plans.ts';

export const createUsagePlan: Operation<ApiGateway, CreateUsagePlanRequest, UsagePlan> = (
  gateway,
  input,
  call,
) => {
  admit(call, '/usageplans');
  const { name = '', description, throttle, quota, apiStages = [], tags } = input;
  if (name === '') throw badRequest('Usage Plan name cannot be empty');
  const plan = {
    id: gateway.newId(),
    name,
    description,
    throttle,
    quota: quota && { offset: 0, ...quota },
    apiStages,
    createdAt: call.now,
    tags: { ...tags },
  };
  checkPlan(plan);
  for (const { apiId, stage } of apiStages) checkApiStage(gateway, call.scope, apiId, stage);
  gateway.plans.put(ownerOf(call.scope), plan.id, plan);
  return usagePlanOutput(plan);
};
