import type { DeleteUsagePlanKeyRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { invalidIdentifier } from '../errors.ts';

export const deleteUsagePlanKey: Operation<ApiGateway, DeleteUsagePlanKeyRequest, object> = (
  gateway,
  input,
  call,
) => {
  admit(call, `/usageplans/${input.usagePlanId}/keys/${input.keyId}`);
  const plan = gateway.plan(call.scope, input.usagePlanId ?? '');
  if (!gateway.planKeys.remove(plan.id, input.keyId ?? '')) throw invalidIdentifier('Usage Plan Key');
  return {};
};
