import type { DeleteUsagePlanRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { ownerOf } from '../shelf.ts';
import { badRequest } from '../errors.ts';

export const deleteUsagePlan: Operation<ApiGateway, DeleteUsagePlanRequest, object> = (
  gateway,
  input,
  call,
) => {
  admit(call, `/usageplans/${input.usagePlanId}`);
  const plan = gateway.plan(call.scope, input.usagePlanId ?? '');
  if (plan.apiStages.length > 0) {
    const { apiId, stage } = plan.apiStages[0]!;
    throw badRequest(
      `Cannot delete Usage Plan ${plan.id} because it is associated with the API stage ${apiId}:${stage}`,
    );
  }
  gateway.kernel.store.transact(() => {
    for (const { id } of gateway.planKeys.list(plan.id)) gateway.planKeys.remove(plan.id, id);
    gateway.plans.remove(ownerOf(call.scope), plan.id);
  });
  return {};
};
