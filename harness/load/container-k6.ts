/**
 * k6 in a container, on the host's network, which sees the folders that it needs under the names they have here.
 *
 * Gap: only where containers can share the host's network and loopback, which is Linux.
 */
import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import type { K6 } from './find-k6.ts';

const PATIENCE = 300_000;

/** The image's tags have no `v`. */
const imageOf = (version: string): string => `grafana/k6:${version}`;

export async function containerK6(
  version: string,
  environment: NodeJS.ProcessEnv,
  onProgress: (step: string) => void,
): Promise<Pick<K6, 'path' | 'prefix' | 'kill'> | { readonly reason: string }> {
  if (process.platform !== 'linux') return { reason: 'only on Linux does a container reach this machine' };
  const run = promisify(execFile);
  const path = 'docker';
  try {
    await run(path, ['version', '--format', '{{.Server.Version}}'], { env: environment, timeout: 10_000 });
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { reason: absent ? 'there is no docker' : 'docker does not answer' };
  }
  const image = imageOf(version);
  try {
    onProgress(`pulling ${image}`);
    await run(path, ['image', 'inspect', image], { env: environment, timeout: 10_000 }).catch(() =>
      run(path, ['pull', '--quiet', image], { env: environment, timeout: PATIENCE }),
    );
  } catch {
    return { reason: `${image} cannot be pulled` };
  }
  const { uid, gid } = userInfo();
  const name = `safelight-k6-${randomUUID()}`;
  let runs = 0;
  return {
    path,
    // What is killed here is docker's client: the container would go on sending.
    kill: () => void spawnSync(path, ['kill', `${name}-${runs}`], { env: environment, stdio: 'ignore' }),
    prefix: ({ variables, reads, writes }) => [
      'run',
      '--rm',
      '--name',
      `${name}-${(runs += 1)}`,
      '--network',
      'host',
      '--user',
      `${uid}:${gid}`,
      ...reads.flatMap((folder) => ['--volume', `${folder}:${folder}:ro`]),
      ...writes.flatMap((folder) => ['--volume', `${folder}:${folder}`]),
      ...variables.flatMap((variable) => ['--env', variable]),
      image,
    ],
  };
}
