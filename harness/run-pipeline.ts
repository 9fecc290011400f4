/** Brings a blueprint to life on a target: provisions it, and runs what of it stands beside a cloud. */
import type { Blueprint } from '#pipeline';
import { serveBeside, type Beside } from './beside.ts';
import { packageFunction, portablePackage } from './provision/package.ts';
import { provision } from './provision/provision.ts';
import { restApiUrl } from './provision/rest-apis.ts';
import type { Pipeline, Target } from './targets/target.ts';

export interface RunningPipeline extends Pipeline {
  /** Absent where everything of it is in the cloud. */
  readonly beside?: Beside;
}

/** @param suffix appended to all names; empty on a cloud of one's own */
export async function runPipeline(
  blueprint: Blueprint,
  target: Omit<Target, keyof AsyncDisposable>,
  suffix: string,
): Promise<RunningPipeline> {
  const { accountId, region, connection, time } = target;
  const context = { accountId, region, suffix };
  const hosted = target.host?.(blueprint, context);
  // Only functions of this machine find sharp where this process does.
  const packageOf = target.name === 'embedded' || hosted !== undefined ? packageFunction : portablePackage;
  const { resources, restApis, distributions } = await provision(hosted?.blueprint ?? blueprint, {
    target,
    context,
    packageOf,
  });
  const [standing] = restApis;
  if (standing !== undefined) {
    return { resources, distributions, api: restApiUrl(connection, standing.id, standing.stage) };
  }
  const beside = await serveBeside(connection, resources.environment, { now: time.now });
  const processors = await hosted?.start();
  const close = async (): Promise<void> => {
    await processors?.[Symbol.asyncDispose]();
    await beside.close();
  };
  return { resources, distributions, api: beside.api, beside: { ...beside, close } };
}
