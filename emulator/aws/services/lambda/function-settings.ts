/**
 * What a function version is configured with, apart from its code: read from a request, with AWS's defaults, or changed
 * by one. Evidence: aws.md section B.1. Gaps: `VpcConfig`, `TracingConfig`, `SnapStart`
 * and `KMSKeyArn` are kept and shown but change nothing; images, file systems, code signing, capacity providers, tenancy
 * and durable functions are refused by name.
 */
import type {
  CreateFunctionRequest,
  LoggingConfig,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import { notImplemented } from '../../kernel/aws-error.ts';
import { Constraints } from './constraints.ts';
import { invalidParameter } from './errors.ts';
import { checkRuntime } from './runtimes.ts';

interface LogSettings {
  readonly format: 'Text' | 'JSON';
  readonly group: string;
  /** Only with JSON. */
  readonly applicationLevel: string | undefined;
  readonly systemLevel: string | undefined;
}

export interface FunctionSettings {
  readonly role: string;
  readonly runtime: string;
  readonly handler: string | undefined;
  readonly description: string;
  /** Seconds. */
  readonly timeout: number;
  /** MiB. */
  readonly memorySize: number;
  readonly environment: Readonly<Record<string, string>> | undefined;
  readonly kmsKeyArn: string | undefined;
  /** ARNs of layer versions, in the order they are laid over each other. */
  readonly layers: readonly string[];
  readonly architecture: 'x86_64' | 'arm64';
  /** MiB of `/tmp`. */
  readonly ephemeralStorage: number;
  readonly tracingMode: 'Active' | 'PassThrough';
  readonly deadLetterArn: string | undefined;
  readonly vpc:
    | { readonly subnetIds: readonly string[]; readonly securityGroupIds: readonly string[] }
    | undefined;
  readonly logging: LogSettings;
  readonly snapStart: 'PublishedVersions' | 'None';
}

type Input = Omit<CreateFunctionRequest, 'Code' | 'FunctionName' | 'Role'> & {
  readonly Role?: string | undefined;
};

const DEFAULT_TIMEOUT = 3;
const DEFAULT_MEMORY = 128;
const DEFAULT_STORAGE = 512;
const LARGEST_ENVIRONMENT = 4_096;
const MOST_LAYERS = 5;
const ROLE = 'arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+';

/** Names that Lambda keeps for itself. */
const RESERVED_VARIABLES = new Set(
  [
    '_HANDLER _X_AMZN_TRACE_ID AWS_DEFAULT_REGION AWS_REGION AWS_EXECUTION_ENV',
    'AWS_LAMBDA_FUNCTION_NAME AWS_LAMBDA_FUNCTION_MEMORY_SIZE AWS_LAMBDA_FUNCTION_VERSION',
    'AWS_LAMBDA_INITIALIZATION_TYPE AWS_LAMBDA_LOG_GROUP_NAME AWS_LAMBDA_LOG_STREAM_NAME',
    'AWS_ACCESS_KEY AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN',
    'AWS_LAMBDA_RUNTIME_API LAMBDA_TASK_ROOT LAMBDA_RUNTIME_DIR',
  ].flatMap((line) => line.split(' ')),
);

/**
 * The settings of a new function.
 *
 * @throws AwsError ValidationException, InvalidParameterValueException, NotImplemented
 */
export function newSettings(name: string, input: Input): FunctionSettings {
  refuseUnsupported(input);
  checkConstraints(input, true);
  const { Runtime: runtime, Handler: handler } = input;
  if (runtime === undefined || handler === undefined) {
    throw invalidParameter(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  const blank: FunctionSettings = {
    role: input.Role!,
    runtime,
    handler,
    description: '',
    timeout: DEFAULT_TIMEOUT,
    memorySize: DEFAULT_MEMORY,
    environment: undefined,
    kmsKeyArn: undefined,
    layers: [],
    architecture: input.Architectures?.[0] ?? 'x86_64',
    ephemeralStorage: DEFAULT_STORAGE,
    tracingMode: 'PassThrough',
    deadLetterArn: undefined,
    vpc: undefined,
    logging: {
      format: 'Text',
      group: `/aws/lambda/${name}`,
      applicationLevel: undefined,
      systemLevel: undefined,
    },
    snapStart: 'None',
  };
  return apply(blank, input);
}

/**
 * The settings after an update; what the request leaves out stays.
 *
 * @throws AwsError as `newSettings`
 */
export function changedSettings(
  settings: FunctionSettings,
  input: UpdateFunctionConfigurationRequest,
): FunctionSettings {
  refuseUnsupported(input);
  checkConstraints(input, false);
  return apply(settings, input);
}

function apply(settings: FunctionSettings, input: Input): FunctionSettings {
  const { Runtime: runtime = settings.runtime, Environment, VpcConfig } = input;
  if (input.Runtime !== undefined) checkRuntime(runtime);
  const environment = Environment === undefined ? settings.environment : (Environment.Variables ?? {});
  if (Environment !== undefined) checkEnvironment(environment!);
  const layers = input.Layers ?? settings.layers;
  if (layers.length > MOST_LAYERS)
    throw invalidParameter(`Cannot reference more than ${MOST_LAYERS} layers.`);
  const deadLetterArn =
    input.DeadLetterConfig === undefined ? settings.deadLetterArn : input.DeadLetterConfig.TargetArn;
  return {
    role: input.Role ?? settings.role,
    runtime,
    handler: input.Handler ?? settings.handler,
    description: input.Description ?? settings.description,
    timeout: input.Timeout ?? settings.timeout,
    memorySize: input.MemorySize ?? settings.memorySize,
    environment,
    kmsKeyArn: input.KMSKeyArn === undefined ? settings.kmsKeyArn : input.KMSKeyArn || undefined,
    layers,
    architecture: settings.architecture,
    ephemeralStorage: input.EphemeralStorage?.Size ?? settings.ephemeralStorage,
    tracingMode: input.TracingConfig?.Mode ?? settings.tracingMode,
    deadLetterArn: deadLetterArn || undefined,
    vpc:
      VpcConfig === undefined
        ? settings.vpc
        : { subnetIds: VpcConfig.SubnetIds ?? [], securityGroupIds: VpcConfig.SecurityGroupIds ?? [] },
    logging: changedLogging(settings.logging, input.LoggingConfig),
    snapStart: input.SnapStart?.ApplyOn ?? settings.snapStart,
  };
}

/** Switching to JSON sets both levels to INFO; switching back to text drops them. */
function changedLogging(logging: LogSettings, input: LoggingConfig | undefined): LogSettings {
  if (input === undefined) return logging;
  const format = input.LogFormat ?? logging.format;
  const json = format === 'JSON';
  if (!json && (input.ApplicationLogLevel !== undefined || input.SystemLogLevel !== undefined)) {
    throw invalidParameter('To use ApplicationLogLevel or SystemLogLevel, you must set LogFormat to JSON.');
  }
  return {
    format,
    group: input.LogGroup ?? logging.group,
    applicationLevel: json ? (input.ApplicationLogLevel ?? logging.applicationLevel ?? 'INFO') : undefined,
    systemLevel: json ? (input.SystemLogLevel ?? logging.systemLevel ?? 'INFO') : undefined,
  };
}

function checkConstraints(input: Input, creating: boolean): void {
  const constraints = new Constraints();
  const { Architectures: architectures } = input;
  if (architectures !== undefined && architectures.length !== 1) {
    constraints.violated(
      `Value '[${architectures.join(', ')}]' at 'architectures' failed to satisfy constraint: Member must have length less than or equal to 1`,
    );
  } else if (architectures !== undefined && !['x86_64', 'arm64'].includes(architectures[0]!)) {
    constraints.violated(
      `Value '[${architectures[0]}]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]`,
    );
  }
  if (creating) constraints.required(input.Role, 'role');
  constraints
    .pattern(input.Role, 'role', ROLE)
    .length(input.Handler, 'handler', 0, 128)
    .pattern(input.Handler, 'handler', '[^\\s]+')
    .length(input.Description, 'description', 0, 256)
    .range(input.Timeout, 'timeout', 1, 900)
    .range(input.MemorySize, 'memorySize', 128, 10_240)
    .range(input.EphemeralStorage?.Size, 'ephemeralStorage.size', 512, 10_240)
    .oneOf(input.TracingConfig?.Mode, 'tracingConfig.mode', ['Active', 'PassThrough'])
    .oneOf(input.SnapStart?.ApplyOn, 'snapStart.applyOn', ['PublishedVersions', 'None'])
    .oneOf(input.LoggingConfig?.LogFormat, 'loggingConfig.logFormat', ['JSON', 'Text'])
    .pattern(input.LoggingConfig?.LogGroup, 'loggingConfig.logGroup', '[\\.\\-_/#A-Za-z0-9]+')
    .check();
}

function checkEnvironment(variables: Readonly<Record<string, string>>): void {
  const reserved = Object.keys(variables).filter((name) => RESERVED_VARIABLES.has(name));
  if (reserved.length > 0) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const measured = JSON.stringify(variables);
  if (Buffer.byteLength(measured) > LARGEST_ENVIRONMENT) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${measured}`,
    );
  }
}

function refuseUnsupported(input: Input): void {
  const unsupported = {
    'functions from container images': input.PackageType === 'Image' || input.ImageConfig !== undefined,
    CapacityProviderConfig: input.CapacityProviderConfig !== undefined,
    TenancyConfig: input.TenancyConfig !== undefined,
    DurableConfig: input.DurableConfig !== undefined,
    CodeSigningConfigArn: input.CodeSigningConfigArn !== undefined,
    FileSystemConfigs: (input.FileSystemConfigs?.length ?? 0) > 0,
  };
  for (const [what, asked] of Object.entries(unsupported)) {
    if (asked) throw notImplemented('lambda', what);
  }
}
