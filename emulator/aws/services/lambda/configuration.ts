/**
 * A function version as AWS shows it: `FunctionConfiguration`.
 *
 * A change takes no time here: its own answer shows it under way (`Pending`, `InProgress`), every later one shows it
 * done, under another revision, as AWS's does. Evidence: aws.md section B.1; LocalStack's recording of
 * `test_function_lifecycle`, 2025-11-25.
 */
import type { FunctionConfiguration, Runtime } from '@aws-sdk/client-lambda';
import { toIso } from '../../kernel/instant.ts';
import { functionArn } from './function-reference.ts';
import type { LambdaFunction } from './functions.ts';
import type { Layers } from './layers.ts';
import { runtimeVersionArn } from './runtimes.ts';
import type { FunctionVersion } from './versions.ts';

/** What the answer is about: something that was just made or changed, or something that is. */
type Phase = 'created' | 'changed' | 'settled';

export interface Shown {
  /** The qualifier that the ARN carries; none for the plain function. */
  readonly qualifier?: string | undefined;
  readonly phase?: Phase;
  /** The revision of an answer that shows a change under way. */
  readonly revisionId?: string;
}

const IN_PROGRESS = { reason: 'The function is being created.', code: 'Creating' } as const;

/** `2026-11-20T10:11:12.345+0000` */
export const lambdaDate = (at: number): string => toIso(at).replace('Z', '+0000');

export function configurationOf(
  fn: LambdaFunction,
  version: FunctionVersion,
  layers: Layers,
  shown: Shown = {},
): FunctionConfiguration {
  const { settings, code } = version;
  const { logging } = settings;
  return {
    FunctionName: fn.name,
    FunctionArn: functionArn(fn, shown.qualifier),
    Runtime: settings.runtime as Runtime,
    Role: settings.role,
    Handler: settings.handler,
    CodeSize: code.size,
    Description: settings.description,
    Timeout: settings.timeout,
    MemorySize: settings.memorySize,
    LastModified: lambdaDate(version.modifiedAt),
    CodeSha256: code.sha256,
    Version: version.version,
    VpcConfig: settings.vpc && {
      SubnetIds: [...settings.vpc.subnetIds],
      SecurityGroupIds: [...settings.vpc.securityGroupIds],
      VpcId: '',
      Ipv6AllowedForDualStack: false,
    },
    DeadLetterConfig:
      settings.deadLetterArn === undefined ? undefined : { TargetArn: settings.deadLetterArn },
    Environment: settings.environment && { Variables: { ...settings.environment } },
    KMSKeyArn: settings.kmsKeyArn,
    TracingConfig: { Mode: settings.tracingMode },
    RevisionId: shown.revisionId ?? version.revisionId,
    Layers:
      settings.layers.length === 0
        ? undefined
        : settings.layers.map((arn) => ({ Arn: arn, CodeSize: layers.findByArn(arn)?.code.size ?? 0 })),
    ...stateOf(shown.phase ?? 'settled'),
    PackageType: 'Zip',
    Architectures: [settings.architecture],
    EphemeralStorage: { Size: settings.ephemeralStorage },
    SnapStart: { ApplyOn: settings.snapStart, OptimizationStatus: 'Off' },
    RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(fn.scope.region, settings.runtime) },
    LoggingConfig: {
      LogFormat: logging.format,
      ApplicationLogLevel: logging.applicationLevel as 'INFO' | undefined,
      SystemLogLevel: logging.systemLevel as 'INFO' | undefined,
      LogGroup: logging.group,
    },
  };
}

/** What lists show: the same, without what says how a change went. */
export function listedConfigurationOf(
  fn: LambdaFunction,
  version: FunctionVersion,
  layers: Layers,
  shown: Shown = {},
): FunctionConfiguration {
  return {
    ...configurationOf(fn, version, layers, shown),
    State: undefined,
    LastUpdateStatus: undefined,
    RuntimeVersionConfig: undefined,
  };
}

function stateOf(phase: Phase): FunctionConfiguration {
  switch (phase) {
    case 'created':
      return { State: 'Pending', StateReason: IN_PROGRESS.reason, StateReasonCode: IN_PROGRESS.code };
    case 'changed':
      return {
        State: 'Active',
        LastUpdateStatus: 'InProgress',
        LastUpdateStatusReason: IN_PROGRESS.reason,
        // The model's list of codes lacks the one that AWS sends.
        LastUpdateStatusReasonCode: IN_PROGRESS.code as 'InternalError',
      };
    case 'settled':
      return { State: 'Active', LastUpdateStatus: 'Successful' };
  }
}
