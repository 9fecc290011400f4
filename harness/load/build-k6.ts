/** Builds k6 with Go, from the module proxy that Go is set up for. */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/** Milliseconds: a first build compiles some hundred packages. */
const PATIENCE = 900_000;

/**
 * Puts k6 at a path.
 *
 * @returns why not; nothing when it is there
 */
export async function buildK6(
  version: string,
  path: string,
  environment: NodeJS.ProcessEnv,
  onProgress: (step: string) => void,
): Promise<string | undefined> {
  const run = promisify(execFile);
  try {
    await run('go', ['version'], { env: environment, timeout: 10_000 });
  } catch {
    return 'there is no go';
  }
  onProgress(`building k6 ${version} with go`);
  await mkdir(dirname(path), { recursive: true });
  try {
    await run('go', ['install', `go.k6.io/k6/v2@v${version}`], {
      env: { ...environment, GOBIN: dirname(path) },
      timeout: PATIENCE,
    });
    return undefined;
  } catch (error) {
    const lines = ((error as { stderr?: string }).stderr ?? '').trim().split('\n');
    return `go install failed: ${lines.at(-1) || (error as Error).message}`;
  }
}
