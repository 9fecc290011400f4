/** What this machine has of what safelight needs, or could use. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { browserLack } from '../browser.ts';
import { controlClient } from '../control-client.ts';
import { installedK6, K6_HINT } from '../load/find-k6.ts';
import { ok, problem, warning, type Finding } from './finding.ts';

export interface MachineOptions {
  readonly port: number;
  readonly host: string;
  /** Folder that a cloud would keep its data in. */
  readonly data?: string | undefined;
}

const OLDEST_NODE = 22;

export const machineFindings = async ({ port, host, data }: MachineOptions): Promise<readonly Finding[]> => [
  nodeVersion(),
  await portOf(port, host),
  ...(data === undefined ? [] : [folder(data)]),
  await pictures(),
  program('Docker', ['docker', 'info', '--format', '{{.ServerVersion}}'], {
    absent: 'Only --target localstack needs it: https://docs.docker.com/get-started/get-docker/',
    silent: 'Only --target localstack needs it: start Docker.',
  }),
  await loadTool(),
  browser(),
];

function nodeVersion(): Finding {
  const major = Number.parseInt(process.versions.node, 10);
  return major >= OLDEST_NODE
    ? ok('Node', process.version)
    : problem('Node', process.version, `Install Node ${OLDEST_NODE} or later.`);
}

/** Listens for a moment, which is the only way to know. */
async function portOf(port: number, host: string): Promise<Finding> {
  const what = `port ${port}`;
  const refusal = await new Promise<string | undefined>((done) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => done(code ?? 'unknown'));
    server.listen({ port, host }, () => server.close(() => done(undefined)));
  });
  if (refusal === undefined) return ok(what, 'free');
  if (refusal !== 'EADDRINUSE') {
    return problem(
      what,
      `cannot be listened on (${refusal})`,
      'Choose another with --port; 127.0.0.1 always works as --host.',
    );
  }
  const endpoint = `http://${host}:${port}`;
  try {
    const { version, pid, clock } = await controlClient(endpoint).status();
    const skew = Date.parse(clock.now) - Date.now();
    const apart =
      Math.abs(skew) > MAX_SKEW ? `, its clock ${Math.round(skew / 60_000)} minutes from this machine's` : '';
    const found = `safelight ${version} runs there, process ${pid}${apart}`;
    return apart === ''
      ? ok(what, found)
      : warning(
          what,
          found,
          'Clients sign by the time of this machine: those that do not correct it are refused. `safelight clock` tells more.',
        );
  } catch {
    return problem(
      what,
      'taken by something that is no safelight',
      'Stop it (LocalStack listens there too), or choose another port: --port 4567.',
    );
  }
}

/** Milliseconds by which a signature may be off. */
const MAX_SKEW = 15 * 60_000;

function folder(data: string): Finding {
  let nearest = resolve(data);
  while (!existsSync(nearest)) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK);
    return ok('data folder', `${resolve(data)} can be written`);
  } catch {
    return problem('data folder', `${nearest} cannot be written`, 'Choose another folder with --data.');
  }
}

async function pictures(): Promise<Finding> {
  try {
    const { default: sharp } = await import('sharp');
    return ok('sharp', sharp.versions.sharp ?? 'there');
  } catch {
    return problem('sharp', 'does not load', 'Thumbnails need it: npm install --include=optional sharp');
  }
}

/** What to do about a program that is not installed, and about one that does not answer. */
interface Remedies {
  readonly absent: string;
  readonly silent: string;
}

/** What is not there is only worth a warning: few commands need it. */
function program(
  what: string,
  [command = '', ...args]: readonly string[],
  { absent, silent }: Remedies,
): Finding {
  const { status, stdout, error } = spawnSync(command, args, { encoding: 'utf8', timeout: 5_000 });
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') {
    return warning(what, 'is not installed', absent);
  }
  const [line = ''] = (stdout ?? '').split('\n');
  return status === 0 ? ok(what, line.trim()) : warning(what, 'does not answer', silent);
}

/** Looks where load tests do, and fetches nothing. */
async function loadTool(): Promise<Finding> {
  const { found, unfit } = await installedK6(process.env);
  if (found !== undefined) return ok('k6', `${found.version}, ${found.path}`);
  const next = `Only load tests need it, and \`safelight load\` fetches it by itself. ${K6_HINT}`;
  return warning('k6', unfit.length === 0 ? 'is not installed' : unfit.join('; '), next);
}

function browser(): Finding {
  const { browser: lack } = browserLack();
  return lack === undefined
    ? ok('browser', 'Chromium is there')
    : warning('browser', lack, 'Only scenarios in a browser need it; they are reported as not verifiable.');
}
