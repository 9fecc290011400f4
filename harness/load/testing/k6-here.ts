/** The k6 that tests run with. Nothing is fetched for them: `.ci/run` provides it, and whoever has none is told what is left out. */
import { SafelightError } from '#aws';
import { findK6, type K6 } from '../find-k6.ts';

export interface Surroundings {
  readonly environment?: NodeJS.ProcessEnv;
  readonly tell?: (line: string) => void;
}

/**
 * Nothing where there is no k6, which is said aloud: tests that need one are then to be skipped.
 *
 * @throws SafelightError ERR_K6 with `CI=true`: there a test that is skipped is one that nobody misses
 */
export async function k6Here({
  environment = process.env,
  tell = (line) => process.stderr.write(line),
}: Surroundings = {}): Promise<K6 | undefined> {
  try {
    return await findK6({ environment: { ...environment, SAFELIGHT_OFFLINE: '1' } });
  } catch (error) {
    if (!(error instanceof SafelightError) || environment['CI'] === 'true') throw error;
    tell(`\n*** SKIPPED: the tests of load with real k6. ${error.message}\n*** ${error.hint}\n\n`);
    return undefined;
  }
}
