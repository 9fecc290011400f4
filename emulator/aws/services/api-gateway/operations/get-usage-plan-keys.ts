import type { GetUsagePlanKeysRequest, UsagePlanKeys } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { admit } from '../request.ts';
import { ownerOf } from '../shelf.ts';
import { page } from '../pages.ts';
import { usagePlanKeyOutput } from '../usage-plan-output.ts';

export const getUsagePlanKeys: Operation<ApiGateway, GetUsagePlanKeysRequest, UsagePlanKeys> = (
  gateway,
  input,
  call,
) => {
  admit(call, `/usageplans/${input.usagePlanId}/keys`);
  const { usagePlanId = '', nameQuery = '' } = input;
  // A plan that there is not has no keys (recorded by LocalStack from AWS, test_apigateway_extended).
  const known = gateway.plans.find(ownerOf(call.scope), usagePlanId) !== undefined;
  const keys = (known ? gateway.planKeys.list(usagePlanId) : [])
    .map(({ id }) => gateway.key(call.scope, id))
    .filter((key) => (key.name ?? '').startsWith(nameQuery));
  const { items, position } = page(keys, input);
  return { items: items.map(usagePlanKeyOutput), position };
};
