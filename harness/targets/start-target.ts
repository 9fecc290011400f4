/** Targets for programs: the same ones that the command line judges, as a value that ends with its scope. */
import type { CloudOptions } from '#aws';
import { awsTarget } from './aws.ts';
import { namedDeviations } from './deviations/named-deviations.ts';
import { deployedTarget } from './deployed.ts';
import { embeddedTarget } from './embedded.ts';
import { endpointTarget } from './endpoint.ts';
import { localstackTarget } from './localstack.ts';
import type { Target } from './target.ts';

export interface StartTargetOptions {
  readonly target: 'embedded' | 'localstack' | 'endpoint' | 'aws';
  /** Of the embedded cloud. */
  readonly cloud?: CloudOptions | undefined;
  /** Address of a cloud that runs; wanted by `endpoint`, and taken by `localstack` in place of a container of its own. */
  readonly endpoint?: string | undefined;
  /** Of LocalStack. */
  readonly image?: string | undefined;
  /** Whether LocalStack's container stays. */
  readonly reuse?: boolean | undefined;
  readonly region?: string | undefined;
  /** How an `endpoint` is known to differ: `moto`, `ministack`, or a file as `--deviations` takes it. */
  readonly deviations?: string | undefined;
  /** AWS accounts that may be used, twelve digits each. */
  readonly account?: readonly string[] | undefined;
  /** A stack at AWS that is to be used as it stands. */
  readonly deployed?: string | undefined;
}

/**
 * Starts a target, or reaches one that runs. What is made on one that outlives it is the caller's to remove; on AWS it
 * carries the tag `safelight:run`, by which `safelight sweep` finds it.
 *
 * @throws SafelightError for whatever keeps it from being used
 */
export async function startTarget(options: StartTargetOptions): Promise<Target> {
  const { target, endpoint, region, account, deployed } = options;
  if (target === 'embedded') return embeddedTarget(options.cloud);
  if (target === 'aws') {
    return deployed === undefined
      ? awsTarget({ accounts: account, region })
      : deployedTarget(deployed, { ...process.env, ...(region !== undefined && { AWS_REGION: region }) });
  }
  if (target === 'endpoint') {
    const known = options.deviations === undefined ? [] : await namedDeviations(options.deviations);
    return endpointTarget(endpoint ?? '', region, known);
  }
  return endpoint === undefined ? inContainer(options) : localstackTarget(endpoint, region);
}

async function inContainer({ image, reuse, region }: StartTargetOptions): Promise<Target> {
  const { startLocalstack } = await import('./localstack-container.ts');
  const container = await startLocalstack({ image, reuse });
  try {
    const target = await localstackTarget(container.endpoint, region);
    return {
      ...target,
      async [Symbol.asyncDispose]() {
        await target[Symbol.asyncDispose]();
        await container[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await container[Symbol.asyncDispose]();
    throw error;
  }
}
