import type { CreateUsagePlanKeyRequest, UsagePlanKey } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { badRequest, conflict } from '../errors.ts';
import { planOfSameStage, usagePlanKeyOutput } from '../usage-plan-output.ts';

export const createUsagePlanKey: Operation<ApiGateway, CreateUsagePlanKeyRequest, UsagePlanKey> = (
  gateway,
  input,
  call,
) => {
  admit(call, `/usageplans/${input.usagePlanId}/keys`);
  const plan = gateway.plan(call.scope, input.usagePlanId ?? '');
  if (input.keyType !== 'API_KEY') throw badRequest(`Usage plan key type ${input.keyType} is not valid`);
  const key = gateway.key(call.scope, input.keyId ?? '');
  if (gateway.planKeys.find(plan.id, key.id) !== undefined) {
    throw conflict(`Usage Plan ${plan.id} already has the key ${key.id}`);
  }
  const other = planOfSameStage(gateway, call.scope, plan, key.id);
  if (other !== undefined) {
    throw conflict(
      `API Key ${key.id} cannot be added to the usage plan ${plan.id} because it conflicts with the usage plan ${other.id}`,
    );
  }
  gateway.planKeys.put(plan.id, key.id, { id: key.id });
  return usagePlanKeyOutput(key);
};
