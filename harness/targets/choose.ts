/** The target that a run judges, as the command line or the environment names it. */
import { SafelightError } from '#aws';
import { AWS_LACKS, awsTarget } from './aws.ts';
import { namedDeviations } from './deviations/named-deviations.ts';
import { deployedTarget } from './deployed.ts';
import { embeddedTarget } from './embedded.ts';
import { endpointTarget } from './endpoint.ts';
import { localstackTarget } from './localstack.ts';
import { Stage } from './stage.ts';
import { fillsOf, StandIns } from '../stand-ins/stand-ins.ts';
import type { Target } from './target.ts';

let stage: Promise<Stage> | undefined;

/** The stage of this process, or, while somebody else is on it, a cloud of one's own. */
async function enterStage(options: { readonly region?: string }): Promise<Target> {
  const opened = await (stage ??= openStage(options));
  return opened.taken ? embeddedTarget(options) : opened.enter();
}

async function openStage(options: { readonly region?: string }): Promise<Stage> {
  const opened = await Stage.open(options);
  closeOnSignal(opened);
  return opened;
}

/** Test runners end their workers by a signal; nothing is left behind by it. */
function closeOnSignal(opened: { readonly close: () => Promise<void> }): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void opened.close().finally(() => process.kill(process.pid, signal));
    });
  }
}

let standIns: Promise<StandIns> | undefined;

/** A target with what the command line has filled in for it; the same stands in for all scenarios of this process. */
async function filled(env: Environment, reaching: Promise<Target>): Promise<Target> {
  const target = await reaching;
  const fills = fillsOf(env['SAFELIGHT_FILL'] ?? '');
  if (fills.length === 0) return target;
  const opened = await (standIns ??= openStandIns(target));
  return opened.fill(target, fills);
}

async function openStandIns(target: Target): Promise<StandIns> {
  const opened = await StandIns.open(target);
  closeOnSignal(opened);
  return opened;
}

/** A rehearsal leaves out what the real target could not do. */
async function rehearsing(env: Environment, entering: Promise<Target>): Promise<Target> {
  const target = await entering;
  if (env['SAFELIGHT_REHEARSAL'] !== 'aws') return target;
  return { ...target, lacks: { ...target.lacks, ...AWS_LACKS } };
}

async function knownEndpoint(endpoint: string, region?: string, deviations?: string): Promise<Target> {
  return endpointTarget(endpoint, region, deviations === undefined ? [] : await namedDeviations(deviations));
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws SafelightError ERR_TARGET, ERR_FILL, ERR_DEVIATIONS */
export function chooseTarget(env: Environment = process.env): Promise<Target> {
  const {
    SAFELIGHT_TARGET: name = 'embedded',
    SAFELIGHT_TARGET_ENDPOINT: endpoint,
    SAFELIGHT_DEPLOYED: deployed,
    SAFELIGHT_TARGET_REGION: region,
    SAFELIGHT_DEVIATIONS: deviations,
  } = env;
  if (name === 'embedded') return rehearsing(env, enterStage(region === undefined ? {} : { region }));
  if (name === 'aws') return deployed === undefined ? awsTarget() : deployedTarget(deployed, env);
  if (name === 'endpoint' && endpoint !== undefined)
    return filled(env, knownEndpoint(endpoint, region, deviations));
  if (name === 'localstack' && endpoint !== undefined) return filled(env, localstackTarget(endpoint, region));
  throw new SafelightError('ERR_TARGET', `There is no target ${JSON.stringify(name)}.`, {
    hint: 'Choose embedded; endpoint and localstack want an address in SAFELIGHT_TARGET_ENDPOINT, which `safelight test` sets.',
  });
}
