/** A journey as one file: script, image and settings, as `k6 archive` packs them. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SafelightError } from '#aws';
import type { K6 } from '../find-k6.ts';

/** What nobody may read off an archive or a list of processes: it goes into a secret of its own. */
const SECRET = /^(?:AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|SIGNATURE)$/;

export interface Variables {
  readonly plain: Readonly<Record<string, string>>;
  readonly secret: Readonly<Record<string, string>>;
}

export function sorted(variables: Readonly<Record<string, string>>): Variables {
  const entries = Object.entries(variables);
  return {
    plain: Object.fromEntries(entries.filter(([name]) => !SECRET.test(name))),
    secret: Object.fromEntries(entries.filter(([name]) => SECRET.test(name))),
  };
}

/**
 * Packs a journey. Nothing of this process's environment gets in but the plain variables.
 *
 * @param file where the archive goes
 * @throws SafelightError ERR_K6_RUN
 */
export async function archive(
  { path }: K6,
  script: string,
  plain: Readonly<Record<string, string>>,
  file: string,
): Promise<void> {
  const settings = Object.entries(plain).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const { PATH = '', HOME = '' } = process.env;
  try {
    await promisify(execFile)(path, ['archive', ...settings, '--archive-out', file, script], {
      env: { PATH, HOME, K6_AUTO_EXTENSION_RESOLUTION: 'false' },
    });
  } catch (error) {
    throw new SafelightError('ERR_K6_RUN', 'k6 could not pack the journey.', {
      hint: (error as { stderr?: string }).stderr ?? String(error),
      cause: error,
    });
  }
}
