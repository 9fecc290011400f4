import type { GetUsagePlanKeysRequest, UsagePlanKeys } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { page } from '../pages.ts';
import { usagePlanKeyOutput } from '../usage-plan-output.ts';

export const getUsagePlanKeys: Operation<ApiGateway, GetUsagePlanKeysRequest, UsagePlanKeys> = (
  gateway,
  input,
  call,
) => {
  admit(call, `/usageplans/${input.usagePlanId}/keys`);
  const plan = gateway.plan(call.scope, input.usagePlanId ?? '');
  const { nameQuery = '' } = input;
  const keys = gateway.planKeys
    .list(plan.id)
    .map(({ id }) => gateway.key(call.scope, id))
    .filter((key) => (key.name ?? '').startsWith(nameQuery));
  const { items, position } = page(keys, input);
  return { items: items.map(usagePlanKeyOutput), position };
};
