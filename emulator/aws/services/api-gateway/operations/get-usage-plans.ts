import type { GetUsagePlansRequest, UsagePlans } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { ownerOf } from '../shelf.ts';
import { page } from '../pages.ts';
import { usagePlanOutput } from '../usage-plan-output.ts';

export const getUsagePlans: Operation<ApiGateway, GetUsagePlansRequest, UsagePlans> = (
  gateway,
  input,
  call,
) => {
  admit(call, '/usageplans');
  const { keyId } = input;
  const plans = gateway.plans
    .list(ownerOf(call.scope))
    .filter(({ id }) => keyId === undefined || gateway.planKeys.find(id, keyId) !== undefined);
  const { items, position } = page(plans, input);
  return { items: items.map(usagePlanOutput), position };
};
