/**
 * The variables by which LocalStack is configured (its documentation's configuration page and localstack-core 4.14.0,
 * `config.py`), and what each does here. `up` says so for each one that is set and changes nothing.
 */

export interface LocalstackVariable {
  readonly name: string;
  /** Whether what it asks for is done here, be it because it always is. */
  readonly honoured: boolean;
  /** What happens here, and what to use instead. */
  readonly here: string;
}

const done = (name: string, here: string): LocalstackVariable => ({ name, honoured: true, here });
const instead = (name: string, here: string): LocalstackVariable => ({ name, honoured: false, here });

export const LOCALSTACK_VARIABLES: readonly LocalstackVariable[] = [
  done('GATEWAY_LISTEN', 'the address and port to listen on, unless --host or --port says otherwise'),
  done('EAGER_SERVICE_LOADING', 'every service answers from the start'),
  done('DISABLE_CORS_CHECKS', 'only buckets and APIs decide about origins'),
  done('SKIP_SSL_CERT_DOWNLOAD', 'nothing is downloaded'),
  done('DISABLE_EVENTS', 'nothing is sent anywhere'),
  done('LAMBDA_REMOVE_CONTAINERS', 'functions run as processes, which end with the cloud'),
  instead('SERVICES', 'all services are there; the ones not named cost nothing until they are used'),
  instead('STRICT_SERVICE_LOADING', 'all services are there, named in SERVICES or not'),
  instead(
    'DEBUG',
    'use --verbose, or look into the journal under /_safelight/journal; functions log to CloudWatch Logs',
  ),
  instead('LS_LOG', 'use --verbose: every call in a line'),
  instead('PERSISTENCE', 'use --data FOLDER'),
  instead('SNAPSHOT_SAVE_STRATEGY', 'with --data everything is kept as it is acknowledged'),
  instead('SNAPSHOT_LOAD_STRATEGY', 'with --data everything is there from the start'),
  instead('LOCALSTACK_HOST', 'URLs in answers name the address that the cloud listens on'),
  instead('LOCALSTACK_AUTH_TOKEN', 'no account is needed; nothing reads the token'),
  instead('LOCALSTACK_API_KEY', 'no account is needed; nothing reads the key'),
  instead('ACTIVATE_PRO', 'there is one edition'),
  instead('S3_SKIP_SIGNATURE_VALIDATION', 'signatures and their expiry are always checked, as S3 does'),
  instead('S3_DIR', 'use --data FOLDER'),
  instead(
    'ENFORCE_IAM',
    'policies of resources are always enforced; see docs/coverage.md for those of identities',
  ),
  instead('IAM_SOFT_MODE', 'what a policy denies is refused'),
  instead('LAMBDA_EXECUTOR', 'functions run as processes of this machine'),
  instead('LAMBDA_RUNTIME_EXECUTOR', 'functions run as processes of this machine'),
  instead('LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT', 'a function has as long to start as AWS gives it'),
  instead('LAMBDA_DOCKER_NETWORK', 'functions run as processes, without a container'),
  instead('LAMBDA_DOCKER_FLAGS', 'functions run as processes, without a container'),
  instead('LAMBDA_KEEPALIVE_MS', 'idle functions stay warm as long as the cloud decides'),
  instead('LAMBDA_REMOTE_DOCKER', 'functions run as processes, without a container'),
  instead('DYNAMODB_SHARE_DB', 'tables belong to an account and a region, as on AWS'),
  instead('DYNAMODB_IN_MEMORY', 'tables are in memory unless --data FOLDER is given'),
  instead('SQS_ENDPOINT_STRATEGY', 'queue URLs are those of the address the cloud listens on'),
  instead('PROVIDER_OVERRIDE_S3', 'there is one S3'),
  instead('EXTRA_CORS_ALLOWED_ORIGINS', 'put CORS rules on the bucket or the API, as on AWS'),
  instead('USE_SSL', 'TLS is answered on the same port; the certificate is at /_safelight/ca.pem'),
];

/** One line for each variable that is set here and changes nothing. */
export const explainVariables = (env: Readonly<Record<string, string | undefined>>): readonly string[] =>
  LOCALSTACK_VARIABLES.filter(({ name, honoured }) => !honoured && (env[name] ?? '') !== '').map(
    ({ name, here }) => `${name} is set, which changes nothing: ${here}.`,
  );

/** The first address of `0.0.0.0:4566,0.0.0.0:443`; undefined when it is none. */
export function gatewayListen(
  text: string | undefined,
): { readonly host: string; readonly port: number } | undefined {
  const [, host = '', digits = ''] = /^\s*(.*?):(\d{1,5})\s*(?:,|$)/.exec(text ?? '') ?? [];
  const port = Number(digits);
  return digits === '' || port > 65_535 ? undefined : { host: host === '' ? '0.0.0.0' : host, port };
}
