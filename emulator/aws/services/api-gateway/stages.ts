/**
 * Stages: names under which deployments are reached, with settings of their own.
 *
 * Evidence: aws.md section D.1. Gaps: settings for metrics, logging and tracing are kept and do nothing; caches and
 * canaries are refused.
 */
import type {
  CreateDeploymentRequest,
  CreateStageRequest,
  MethodSetting,
  PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../kernel/aws-error.ts';
import type { Instant } from '../../kernel/instant.ts';
import { badRequest } from './errors.ts';
import { map, patched, readFlag, readNumber, text, type PatchRule } from './patch.ts';

export interface Stage {
  readonly stageName: string;
  deploymentId: string;
  description?: string | undefined;
  documentationVersion?: string | undefined;
  variables?: Record<string, string> | undefined;
  /** By `path/METHOD` with `/` as `~1`, or by a star for all of them. */
  methodSettings: Record<string, MethodSetting>;
  tracingEnabled: boolean;
  tags: Record<string, string>;
  readonly createdAt: Instant;
  updatedAt: Instant;
}

type NewStage = Pick<Stage, 'stageName' | 'deploymentId'> &
  Pick<
    Partial<CreateStageRequest>,
    'description' | 'documentationVersion' | 'tags' | 'tracingEnabled' | 'variables'
  >;

export const newStage = (request: NewStage, now: Instant): Stage => ({
  stageName: request.stageName,
  deploymentId: request.deploymentId,
  description: request.description,
  documentationVersion: request.documentationVersion,
  variables: request.variables,
  methodSettings: {},
  tracingEnabled: request.tracingEnabled ?? false,
  tags: { ...request.tags },
  createdAt: now,
  updatedAt: now,
});

/** @throws AwsError NotImplemented for what stages cannot do here */
export function refuseStageFeatures(request: CreateStageRequest | CreateDeploymentRequest): void {
  if (request.cacheClusterEnabled === true) throw notImplemented('api-gateway', 'cache clusters');
  if (request.canarySettings !== undefined) throw notImplemented('api-gateway', 'canary releases');
}

/** @throws AwsError BadRequestException */
export function checkStageName(name: string): void {
  if (!/^[a-zA-Z0-9_-]+$/.test(name)) throw badRequest('Stage name only allows a-zA-Z0-9_');
}

/** @throws AwsError BadRequestException */
export function checkVariables(variables: Readonly<Record<string, string>> | undefined): void {
  for (const [name, value] of Object.entries(variables ?? {})) {
    if (!/^[A-Za-z0-9_]+$/.test(name)) {
      throw badRequest(
        `Stage variable name ${name} is invalid. Please use values with alphanumeric characters and underscores.`,
      );
    }
    if (!/^[A-Za-z0-9\-._~:/?#&=,@]*$/.test(value)) {
      throw badRequest(
        `Stage variable value ${value} is invalid. Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`,
      );
    }
  }
}

/** The member of method settings behind the path of a patch. */
const METHOD_SETTINGS: Readonly<Record<string, (value: string | undefined) => MethodSetting>> = {
  'throttling/burstLimit': (value) => ({ throttlingBurstLimit: readNumber('burstLimit', value) }),
  'throttling/rateLimit': (value) => ({ throttlingRateLimit: readNumber('rateLimit', value) }),
  'metrics/enabled': (value) => ({ metricsEnabled: readFlag(value) }),
  'logging/loglevel': (value) => ({ loggingLevel: value }),
  'logging/dataTrace': (value) => ({ dataTraceEnabled: readFlag(value) }),
};

/** What AWS shows of a method that has any settings. */
const USUAL: MethodSetting = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5_000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

const RULES: readonly PatchRule<Stage>[] = [
  ...text<Stage>('deploymentId', 'description', 'documentationVersion'),
  ...map<Stage>('variables'),
  {
    path: '/tracingEnabled',
    ops: ['replace'],
    apply: (draft, { value }) => void (draft.tracingEnabled = readFlag(value)),
  },
  {
    path: '/*/*/*/*',
    ops: ['replace'],
    apply(draft, { value, names: [resource = '', method = '', group = '', setting = ''] }) {
      const read = METHOD_SETTINGS[`${group}/${setting}`];
      if (read === undefined) throw notImplemented('api-gateway', `stage setting ${group}/${setting}`);
      const name = `${resource.replace(/^\/(?=.)/, '').replaceAll('/', '~1')}/${method}`;
      draft.methodSettings[name] = { ...USUAL, ...draft.methodSettings[name], ...read(value) };
    },
  },
  {
    path: '/*/*',
    ops: ['remove'],
    apply(draft, { names: [resource = '', method = ''] }) {
      delete draft.methodSettings[`${resource.replace(/^\/(?=.)/, '').replaceAll('/', '~1')}/${method}`];
    },
  },
];

/** @throws AwsError BadRequestException, NotImplemented */
export function patchedStage(
  stage: Stage,
  operations: readonly PatchOperation[] | undefined,
  now: Instant,
): Stage {
  const changed = patched(stage, operations, RULES);
  checkVariables(changed.variables);
  return { ...changed, updatedAt: now };
}
