/**
 * Usage plans: which stages a key may call, how fast, and how often in a day, week or month.
 *
 * Evidence: the API reference's UsagePlan, QuotaSettings and ThrottleSettings; answers that LocalStack recorded from AWS
 * (test_apigateway_common). Gap (unverified): that weeks begin on
 * Monday and periods at midnight UTC.
 */
import type { ApiStage, QuotaSettings, ThrottleSettings } from '@aws-sdk/client-api-gateway';
import { days, startOfDay, toIso, type Instant } from '../../kernel/instant.ts';
import { badRequest, notFound } from './errors.ts';
import { readNumber, text, type PatchRule } from './patch.ts';

export interface UsagePlan {
  readonly id: string;
  name: string;
  description?: string | undefined;
  productCode?: string | undefined;
  apiStages: ApiStage[];
  throttle?: ThrottleSettings | undefined;
  quota?: QuotaSettings | undefined;
  readonly createdAt: Instant;
  tags: Record<string, string>;
}

/** The first midnight of the period that an instant lies in. */
export function periodStart(period: string | undefined, at: Instant): Instant {
  const today = startOfDay(at);
  if (period === 'MONTH') return today - days(Number(toIso(at).slice(8, 10)) - 1);
  // The epoch was a Thursday.
  if (period === 'WEEK') return today - days((today / days(1) + 3) % 7);
  return today;
}

/** How many requests a key may make in the period that `at` lies in. */
export function allowance({ quota, createdAt }: UsagePlan, at: Instant): number {
  if (quota?.limit === undefined) return Infinity;
  const initial = periodStart(quota.period, createdAt) === periodStart(quota.period, at);
  return quota.limit - (initial ? (quota.offset ?? 0) : 0);
}

/** @throws AwsError BadRequestException */
export function checkPlan({ quota, throttle }: Pick<UsagePlan, 'quota' | 'throttle'>): void {
  if (quota !== undefined) {
    if (quota.period === undefined || quota.limit === undefined) {
      throw badRequest('Usage Plan quota must contain a limit and a period');
    }
    if (!['DAY', 'WEEK', 'MONTH'].includes(quota.period)) {
      throw badRequest(`Invalid quota period ${quota.period as string}`);
    }
  }
  for (const [name, value] of Object.entries({ ...throttle, ...quota })) {
    if (typeof value === 'number' && value < 0) throw badRequest(`Usage Plan ${name} must not be negative`);
  }
}

/** `a1b2c3d4e5:dev` */
function readApiStage(value: string | undefined): { readonly apiId: string; readonly stage: string } {
  const [apiId = '', stage = ''] = (value ?? '').split(':');
  if (apiId === '' || stage === '') throw badRequest('Invalid API Stage specified');
  return { apiId, stage };
}

export const USAGE_PLAN_RULES: readonly PatchRule<UsagePlan>[] = [
  ...text<UsagePlan>('name', 'description', 'productCode'),
  {
    path: '/apiStages',
    ops: ['add', 'remove'],
    apply(draft, { op, value }) {
      const named = readApiStage(value);
      const others = draft.apiStages.filter(
        ({ apiId, stage }) => apiId !== named.apiId || stage !== named.stage,
      );
      if (op === 'remove' && others.length === draft.apiStages.length) {
        throw notFound(
          `Invalid API Stage {api: ${named.apiId}, stage: ${named.stage}} specified for usageplan ${draft.id}`,
        );
      }
      draft.apiStages = op === 'remove' ? others : [...others, named];
    },
  },
  {
    path: '/throttle/*',
    ops: ['add', 'replace'],
    apply(draft, { value, names: [name = ''] }) {
      if (name !== 'rateLimit' && name !== 'burstLimit')
        throw badRequest(`Invalid patch path /throttle/${name}`);
      draft.throttle = { ...draft.throttle, [name]: readNumber(name, value) };
    },
  },
  { path: '/throttle', ops: ['remove'], apply: (draft) => void (draft.throttle = undefined) },
  {
    path: '/quota/*',
    ops: ['add', 'replace'],
    apply(draft, { value, names: [name = ''] }) {
      if (!['limit', 'offset', 'period'].includes(name))
        throw badRequest(`Invalid patch path /quota/${name}`);
      draft.quota = {
        offset: 0,
        ...draft.quota,
        [name]: name === 'period' ? value : readNumber(name, value),
      };
    },
  },
  { path: '/quota', ops: ['remove'], apply: (draft) => void (draft.quota = undefined) },
];
