/**
 * Stages: names under which deployments are reached, with settings of their own.
 *
 * Evidence: aws.md section D.1; answers that LocalStack recorded from AWS (test_apigateway_common) for patches. Gaps:
 * settings for metrics, logging, tracing and caching are kept and do nothing; cache clusters, access logs and canaries are
 * refused.
 */
import type {
  CreateDeploymentRequest,
  CreateStageRequest,
  MethodSetting,
  PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { notImplemented, type AwsError } from '../../kernel/aws-error.ts';
import type { Instant } from '../../kernel/instant.ts';
import { badRequest, invalidPatchOperation } from './errors.ts';
import { map, patched, readFlag, readNumber, text, type PatchRule, type PatchWording } from './patch.ts';

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
  'caching/enabled': (value) => ({ cachingEnabled: readFlag(value) }),
  'caching/ttlInSeconds': (value) => ({ cacheTtlInSeconds: readNumber('ttlInSeconds', value) }),
  'caching/dataEncrypted': (value) => ({ cacheDataEncrypted: readFlag(value) }),
  'caching/requireAuthorizationForCacheControl': (value) => ({
    requireAuthorizationForCacheControl: readFlag(value),
  }),
  'caching/unauthorizedCacheControlHeaderStrategy': (value) => ({
    unauthorizedCacheControlHeaderStrategy: value as MethodSetting['unauthorizedCacheControlHeaderStrategy'],
  }),
};

/** What can be patched, in AWS's words and with the commas that they lack. */
const PATHS =
  '/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled';

const invalidPath = (path: string): AwsError =>
  badRequest(`Invalid method setting path: ${path}. Must be one of: [${PATHS}]`);

/** Two names may be a method's, whose settings can only be removed. */
const wording: PatchWording = ({ path, known }) =>
  known === undefined || known.every((op) => op === 'remove')
    ? invalidPath(path)
    : invalidPatchOperation(known);

const refused = (path: string): PatchRule<Stage> => ({
  path,
  ops: ['add', 'remove', 'replace'],
  apply() {
    throw notImplemented('api-gateway', `stage setting ${path.split('/')[1]}`);
  },
});

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

/** `images~1{id}/GET` */
const settingsName = (resource: string, method: string): string =>
  `${resource.replace(/^\/(?=.)/, '').replaceAll('/', '~1')}/${method}`;

const RULES: readonly PatchRule<Stage>[] = [
  ...[
    '/accessLogSettings',
    '/accessLogSettings/*',
    '/cacheClusterEnabled',
    '/cacheClusterSize',
    '/canarySettings/*',
    '/clientCertificateId',
  ].map(refused),
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
      if (read === undefined) throw invalidPath(`/${resource}/${method}/${group}/${setting}`);
      const name = settingsName(resource, method);
      const { '*/*': all, [name]: own } = draft.methodSettings;
      draft.methodSettings[name] = { ...USUAL, ...all, ...own, ...read(value) };
    },
  },
  {
    path: '/*/*',
    ops: ['remove'],
    apply(draft, { names: [resource = '', method = ''] }) {
      const name = settingsName(resource, method);
      if (!Object.hasOwn(draft.methodSettings, name)) {
        throw badRequest(
          `Cannot remove method setting ${name} because there is no method setting for this method `,
        );
      }
      delete draft.methodSettings[name];
    },
  },
];

/** @throws AwsError BadRequestException, NotImplemented */
export function patchedStage(
  stage: Stage,
  operations: readonly PatchOperation[] | undefined,
  now: Instant,
): Stage {
  const changed = patched(stage, operations, RULES, wording);
  checkVariables(changed.variables);
  return { ...changed, updatedAt: now };
}
