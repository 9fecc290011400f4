/** What the environment of a process says that leads AWS clients astray. Values of secrets are never told. */
import { ok, warning, type Finding } from './finding.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export const environmentFindings = (env: Environment): readonly Finding[] => [
  credentials(env),
  endpoint(env),
  proxy(env),
];

/** Keys of real accounts begin like this and are twenty characters long. */
const REAL_KEY = /^(?:AKIA|ASIA)[A-Z0-9]{16}$/;

function credentials({ AWS_ACCESS_KEY_ID: key, AWS_PROFILE: profile }: Environment): Finding {
  if (key !== undefined && REAL_KEY.test(key) && !key.endsWith('EXAMPLE')) {
    return warning(
      'credentials',
      `AWS_ACCESS_KEY_ID (${key.slice(0, 4)}…) looks like a key of a real account`,
      'A client without --endpoint-url would reach AWS with it. For safelight set AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test.',
    );
  }
  if (profile !== undefined && profile !== '') {
    return warning(
      'credentials',
      `AWS_PROFILE is ${JSON.stringify(profile)}`,
      'The AWS CLI takes its keys, region and endpoint from that profile. Unset it, or make sure that it is meant.',
    );
  }
  return ok('credentials', key === undefined ? 'none set' : 'none of a real account');
}

function endpoint({
  AWS_ENDPOINT_URL: url,
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: ignored,
}: Environment): Finding {
  if (url === undefined)
    return ok('endpoint', 'AWS_ENDPOINT_URL is not set: clients reach AWS unless told otherwise');
  if (!URL.canParse(url)) {
    return warning('endpoint', 'AWS_ENDPOINT_URL is no URL', 'Write it like http://127.0.0.1:4566.');
  }
  if (ignored?.toLowerCase() === 'true') {
    return warning(
      'endpoint',
      'AWS_ENDPOINT_URL is set, and AWS_IGNORE_CONFIGURED_ENDPOINT_URLS makes clients ignore it',
      'Unset AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: clients would reach AWS.',
    );
  }
  return ok('endpoint', `AWS_ENDPOINT_URL is ${new URL(url).origin}`);
}

const LOOPBACK = ['127.0.0.1', 'localhost'];

function proxy(env: Environment): Finding {
  const [name] = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'].filter(
    (each) => (env[each] ?? '') !== '',
  );
  if (name === undefined) return ok('proxy', 'none for plain HTTP');
  const exempt = (env['NO_PROXY'] ?? env['no_proxy'] ?? '').split(',').map((host) => host.trim());
  if (exempt.includes('*') || LOOPBACK.every((host) => exempt.includes(host))) {
    return ok('proxy', `${name} is set, and NO_PROXY exempts this machine`);
  }
  return warning(
    'proxy',
    `${name} is set, and NO_PROXY does not exempt this machine`,
    `Requests to safelight may go to the proxy: NO_PROXY=${LOOPBACK.join(',')}`,
  );
}
