/**
 * The variables that a function's process has: those that AWS documents, the function's own, and those that lead it to
 * this cloud: `AWS_ENDPOINT_URL`, and the keys of a session of its role. A role that IAM does not know has no policies to
 * hold the function against: it then acts as its account's root, by an access key that is the account's number (secret
 * `test`). Nothing of the emulator's own environment is among them.
 *
 * `TMPDIR` names the environment's own folder for temporary files.
 *
 * Evidence: aws.md section B.3. Gaps: `/tmp`, `/opt` and `/var/task` written out in code are the machine's, so code has to use `os.tmpdir()`, `LAMBDA_TASK_ROOT` and
 * the search paths; the size of temporary files is not limited.
 */
import { delimiter, dirname, join } from 'node:path';
import { majorOf } from '../runtimes.ts';
import type { FunctionSpec } from './function-spec.ts';

/** @param runtimeApi where the Runtime API listens; Node functions have none and see AWS's usual address */
export function variablesOf(spec: FunctionSpec, runtimeApi = '169.254.100.1:9001'): Record<string, string> {
  const { id, layerRoot, keys } = spec;
  return {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: ['/usr/local/bin', '/usr/bin', '/bin', ...inLayers(layerRoot, 'bin')].join(delimiter),
    LD_LIBRARY_PATH: [spec.taskRoot, join(spec.taskRoot, 'lib'), ...inLayers(layerRoot, 'lib')].join(
      delimiter,
    ),
    PWD: spec.taskRoot,
    SHLVL: '0',
    TMPDIR: spec.temporary,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '169.254.100.1:2000',
    _AWS_XRAY_DAEMON_ADDRESS: '169.254.100.1',
    _AWS_XRAY_DAEMON_PORT: '2000',
    AWS_ENDPOINT_URL: spec.endpoint,
    ...familyVariables(spec),
    ...spec.variables,
    AWS_REGION: id.scope.region,
    AWS_DEFAULT_REGION: id.scope.region,
    AWS_ACCESS_KEY_ID: keys?.accessKeyId ?? id.scope.accountId,
    AWS_SECRET_ACCESS_KEY: keys?.secretAccessKey ?? 'test',
    ...(keys !== undefined && { AWS_SESSION_TOKEN: keys.sessionToken }),
    AWS_LAMBDA_FUNCTION_NAME: id.name,
    AWS_LAMBDA_FUNCTION_VERSION: spec.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: spec.logStream,
    ...(spec.logFormat === 'JSON' && { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: spec.logLevel }),
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    LAMBDA_TASK_ROOT: spec.taskRoot,
    _HANDLER: spec.handler,
  };
}

function familyVariables(spec: FunctionSpec): Record<string, string> {
  const { layerRoot, runtime } = spec;
  switch (spec.family) {
    case 'nodejs':
      return {
        AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
        LAMBDA_RUNTIME_DIR: dirname(process.execPath),
        NODE_PATH: [...nodeModulePaths(spec), spec.taskRoot].join(delimiter),
      };
    case 'python':
      return {
        AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
        PYTHONPATH: [
          ...inLayers(layerRoot, 'python'),
          ...inLayers(layerRoot, join('python', 'lib', runtime, 'site-packages')),
        ].join(delimiter),
        PYTHONUNBUFFERED: '1',
      };
    default:
      return {};
  }
}

/** Folders of packages that a Node function's layers bring. */
export const nodeModulePaths = ({ layerRoot, runtime }: FunctionSpec): readonly string[] => [
  ...inLayers(layerRoot, join('nodejs', `node${majorOf(runtime)}`, 'node_modules')),
  ...inLayers(layerRoot, join('nodejs', 'node_modules')),
];

const inLayers = (layerRoot: string | undefined, path: string): readonly string[] =>
  layerRoot === undefined ? [] : [join(layerRoot, path)];
