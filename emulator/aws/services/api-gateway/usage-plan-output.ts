/** Usage plans and their keys as AWS shows them, and what ties them to stages. */
import type { UsagePlan as UsagePlanOutput, UsagePlanKey } from '@aws-sdk/client-api-gateway';
import type { Scope } from '../../kernel/scope.ts';
import type { ApiGateway } from './api-gateway.ts';
import type { ApiKey } from './api-keys.ts';
import { notFound } from './errors.ts';
import { ownerOf } from './shelf.ts';
import type { UsagePlan } from './usage-plans.ts';

export function usagePlanOutput(plan: UsagePlan): UsagePlanOutput {
  const { id, name, description, apiStages, throttle, quota, productCode, tags } = plan;
  return {
    id,
    name,
    description,
    apiStages,
    throttle,
    quota,
    productCode,
    ...(Object.keys(tags).length > 0 && { tags }),
  };
}

export const usagePlanKeyOutput = ({ id, value, name }: ApiKey): UsagePlanKey => ({
  id,
  type: 'API_KEY',
  value,
  name,
});

/** @throws AwsError NotFoundException */
export function checkApiStage(
  gateway: ApiGateway,
  scope: Scope,
  apiId: string | undefined,
  stage: string | undefined,
): void {
  const api = gateway.apis.get(scope, apiId ?? '');
  if (gateway.stages.find(api.apiId, stage ?? '') === undefined) {
    throw notFound(`API Stage not found: ${apiId}:${stage}`);
  }
}

/** Another plan that a key is in and that covers a stage of this one: a key counts for one plan per stage. */
export function planOfSameStage(
  gateway: ApiGateway,
  scope: Scope,
  plan: UsagePlan,
  keyId: string,
): UsagePlan | undefined {
  return gateway.plans
    .list(ownerOf(scope))
    .filter(({ id }) => id !== plan.id && gateway.planKeys.find(id, keyId) !== undefined)
    .find((other) =>
      other.apiStages.some(({ apiId, stage }) =>
        plan.apiStages.some((own) => own.apiId === apiId && own.stage === stage),
      ),
    );
}
