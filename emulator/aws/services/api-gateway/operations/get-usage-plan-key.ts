import type { GetUsagePlanKeyRequest, UsagePlanKey } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { invalidIdentifier } from '../errors.ts';
import { usagePlanKeyOutput } from '../usage-plan-output.ts';

export const getUsagePlanKey: Operation<ApiGateway, GetUsagePlanKeyRequest, UsagePlanKey> = (
  gateway,
  input,
  call,
) => {
  admit(call, `/usageplans/${input.usagePlanId}/keys/${input.keyId}`);
  const plan = gateway.plan(call.scope, input.usagePlanId ?? '');
  const found = gateway.planKeys.find(plan.id, input.keyId ?? '');
  if (found === undefined) throw invalidIdentifier('Usage Plan Key');
  return usagePlanKeyOutput(gateway.key(call.scope, found.id));
};
