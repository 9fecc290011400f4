/**
 * Builds k6 with Go, from the module proxy that Go is set up for. In a module of its own, because `go install` asks for
 * the newest version first, which a proxy that only has some versions does not know.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Milliseconds: a first build compiles some hundred packages. */
const PATIENCE = 900_000;
const PACKAGE = 'go.k6.io/k6/v2';

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
  const cwd = await mkdtemp(join(tmpdir(), 'safelight-k6-'));
  const go = (...args: readonly string[]) => run('go', args, { cwd, env: environment, timeout: PATIENCE });
  try {
    await go('mod', 'init', 'safelight/k6');
    await go('mod', 'edit', `-require=${PACKAGE}@v${version}`);
    await go('build', '-mod=mod', '-o', path, PACKAGE);
    return undefined;
  } catch (error) {
    const lines = ((error as { stderr?: string }).stderr ?? '').trim().split('\n');
    return `the build failed: ${lines.at(-1) || (error as Error).message}`;
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}
