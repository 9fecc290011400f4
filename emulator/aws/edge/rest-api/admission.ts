/**
 * Who may call a method and how often: signatures, resource policies, API keys, usage plans, limits of the stage.
 *
 * Evidence: aws.md section D.6; the developer guide's "Control and manage access to REST APIs" and "Throttle requests to
 * your REST APIs". Gap: the account's own limit (10,000 a second, unverified) is not enforced.
 */
import type { MethodSetting } from '@aws-sdk/client-api-gateway';
import { AwsError } from '../../kernel/aws-error.ts';
import { ANONYMOUS, arn, type Principal } from '../../kernel/scope.ts';
import type { WireRequest } from '../../wire/message.ts';
import type { ApiGateway } from '../../services/api-gateway/api-gateway.ts';
import type { ApiKey } from '../../services/api-gateway/api-keys.ts';
import { ownerOf } from '../../services/api-gateway/shelf.ts';
import { allowance, periodStart, type UsagePlan } from '../../services/api-gateway/usage-plans.ts';
import { headerOf, type Arrival, type Execution } from './execution.ts';
import {
  accessDenied,
  invalidKey,
  misconfigured,
  missingToken,
  quotaExceeded,
  Refusal,
  throttled,
} from './refusals.ts';
import type { Route } from './routing.ts';
import type { Throttle } from './throttle.ts';

/** `arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5/dev/GET/images` */
export const methodArn = ({ api, stage, request }: Arrival, path: string): string =>
  arn(
    'execute-api',
    api.scope,
    `${api.apiId}/${stage.stageName}/${request.method}/${path.replace(/^\//, '')}`,
  );

/**
 * Who calls, where the method asks for a signature; judged by the API's policy in any case.
 *
 * @throws Refusal
 */
export function admitCaller(arrival: Arrival, { method }: Route, wire: WireRequest): Execution['caller'] {
  const signed = method.authorizationType === 'AWS_IAM';
  const principal = signed ? signer(arrival, wire) : ANONYMOUS;
  const { policy } = arrival.snapshot.settings;
  if (signed || policy !== undefined) judge(arrival, principal, policy);
  return principal.kind === 'user' ? principal : undefined;
}

function signer({ kernel, request }: Arrival, wire: WireRequest): Principal {
  const signatures = kernel.ports.find('signatures');
  if (signatures === undefined) throw misconfigured();
  try {
    return signatures.verify(wire, request.body, 'execute-api').principal;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'MissingAuthenticationTokenException') throw missingToken();
    const type = error.code === 'ExpiredTokenException' ? 'EXPIRED_TOKEN' : 'INVALID_SIGNATURE';
    throw new Refusal(type, 403, error.code, error.message);
  }
}

function judge(arrival: Arrival, principal: Principal, policy: string | undefined): void {
  const { kernel, api, request, now } = arrival;
  const resource = methodArn(arrival, request.path);
  const asked = { action: 'execute-api:Invoke', resource, owner: api.scope.accountId, policy };
  const userAgent = headerOf(request, 'user-agent');
  const environment = {
    now,
    region: api.scope.region,
    sourceIp: request.sourceIp,
    secure: request.secure,
    ...(userAgent !== undefined && { userAgent }),
  };
  const decision = kernel.access.decide(principal, asked, environment);
  if (decision.allowed) return;
  const who = principal.kind === 'user' ? principal.arn : 'anonymous';
  const shown = resource.replace(api.scope.accountId, `********${api.scope.accountId.slice(-4)}`);
  const why = decision.explicit ? ' with an explicit deny' : '';
  throw accessDenied(
    `User: ${who} is not authorized to perform: execute-api:Invoke on resource: ${shown}${why}`,
  );
}

/**
 * The key of a request whose method asks for one, counted against its usage plan.
 *
 * @throws Refusal
 */
export function admitKey(
  gateway: ApiGateway,
  throttle: Throttle,
  arrival: Arrival,
  route: Route,
): ApiKey | undefined {
  if (route.method.apiKeyRequired !== true) return undefined;
  const { api, stage, request, now } = arrival;
  const value = headerOf(request, 'x-api-key');
  const owner = ownerOf(api.scope);
  const key = gateway.keys.list(owner).find((one) => one.value === value && one.enabled);
  const plan =
    key && gateway.plans.list(owner).find((one) => covers(gateway, one, key, api.apiId, stage.stageName));
  if (key === undefined || plan === undefined) throw invalidKey();
  const apiStage = plan.apiStages.find((one) => one.apiId === api.apiId && one.stage === stage.stageName);
  const methodRate = apiStage?.throttle?.[`${route.resource.path}/${request.method}`];
  const name = `${plan.id}/${key.id}`;
  if (!throttle.take(`${name}${route.resource.path}/${request.method}`, methodRate, now)) throw throttled();
  if (!throttle.take(name, plan.throttle, now)) throw throttled();
  const used = gateway.usage.since(plan.id, key.id, periodStart(plan.quota?.period, now));
  if (used >= allowance(plan, now)) throw quotaExceeded();
  gateway.usage.count(plan.id, key.id, now);
  return key;
}

const covers = (gateway: ApiGateway, plan: UsagePlan, key: ApiKey, apiId: string, stage: string): boolean =>
  plan.apiStages.some((one) => one.apiId === apiId && one.stage === stage) &&
  gateway.planKeys.find(plan.id, key.id) !== undefined;

/** @throws Refusal 429 when the stage limits the method and the limit is reached */
export function admitRate(
  throttle: Throttle,
  { api, stage, request, now }: Arrival,
  { resource }: Route,
): void {
  const path = resource.path.replace(/^\/(?=.)/, '').replaceAll('/', '~1');
  const own = `${path}/${request.method}`;
  const name = stage.methodSettings[own] === undefined ? '*/*' : own;
  const rate = rateOf(stage.methodSettings[name]);
  if (!throttle.take(`${api.apiId}/${stage.stageName}/${name}`, rate, now)) throw throttled();
}

const rateOf = (setting: MethodSetting | undefined) =>
  setting && { rateLimit: setting.throttlingRateLimit, burstLimit: setting.throttlingBurstLimit };
