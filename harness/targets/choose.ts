/** The target that a run judges, as the command line or the environment names it. */
import { SafelightError } from '#aws';
import { embeddedTarget } from './embedded.ts';
import { endpointTarget } from './endpoint.ts';
import { localstackTarget } from './localstack.ts';
import type { Target } from './target.ts';

/** @throws SafelightError ERR_TARGET */
export function chooseTarget(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Target> {
  const { SAFELIGHT_TARGET: name = 'embedded', SAFELIGHT_TARGET_ENDPOINT: endpoint } = env;
  if (name === 'embedded') return embeddedTarget();
  if (name === 'endpoint' && endpoint !== undefined) return endpointTarget(endpoint);
  if (name === 'localstack' && endpoint !== undefined) return localstackTarget(endpoint);
  throw new SafelightError('ERR_TARGET', `There is no target ${JSON.stringify(name)}.`, {
    hint: 'Choose embedded; endpoint and localstack want an address in SAFELIGHT_TARGET_ENDPOINT, which `safelight test` sets.',
  });
}
