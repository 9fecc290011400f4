/** A target made ready for a journey: its blueprint stands on it, and the image API runs beside it. */
import type { Blueprint, Resources } from '#pipeline';
import { serveBeside, type Beside } from '../beside.ts';
import type { StandingDistribution } from '../provision/distributions.ts';
import { packageFunction, portablePackage } from '../provision/package.ts';
import { provision } from '../provision/provision.ts';
import type { StandingRestApi } from '../provision/rest-apis.ts';
import type { LoadTarget } from './load-target.ts';
import { removeTraces } from './remove-traces.ts';

export interface Ground extends AsyncDisposable {
  readonly target: LoadTarget;
  readonly resources: Resources;
  readonly distributions: readonly StandingDistribution[];
  readonly restApis: readonly StandingRestApi[];
  /** The image API's address, where the blueprint has one. */
  readonly api: string | undefined;
  /** Whether that API ends with this process. */
  readonly apiIsOurs: boolean;
}

/** A cloud that others use keeps its own pipeline apart. */
const SHARED_SUFFIX = '-load';

export async function prepareGround(
  target: LoadTarget,
  blueprint: Blueprint,
  onProgress: (step: string) => void,
  { keep = false }: { readonly keep?: boolean } = {},
): Promise<Ground> {
  const { clients, connection, accountId, region, name, control } = target;
  const roleArn = process.env['SAFELIGHT_AWS_ROLE'];
  onProgress(`provisioning ${blueprint.name}`);
  const { resources, distributions, restApis } = await provision(blueprint, {
    target,
    context: { accountId, region, suffix: control === undefined ? SHARED_SUFFIX : '' },
    // Only a cloud on this machine finds sharp where this process does.
    packageOf: control === undefined ? portablePackage : packageFunction,
    ...(roleArn !== undefined && { roleArn }),
    onChange: ({ kind, name: what, outcome }) => onProgress(`${kind} ${what} ${outcome}`),
  });
  const { IMAGES_BUCKET: bucket } = resources.environment;
  let beside: Beside | undefined;
  if (bucket !== undefined && target.api === undefined) {
    beside = await serveBeside(connection, resources.environment, { now: Date.now });
  }
  return {
    target,
    resources,
    distributions,
    restApis,
    api: target.api ?? beside?.api,
    apiIsOurs: beside !== undefined,
    async [Symbol.asyncDispose]() {
      await beside?.close();
      // A cloud of its own goes with everything in it.
      if (name !== 'embedded' && !keep) await removeTraces(clients, resources);
    },
  };
}
