/**
 * Kills a cloud again and again while clients work, starts it on what it left, and holds what it then shows against what
 * the clients were told. The program is a real process, its end is SIGKILL, and the moment is any: under load, in the
 * middle of a start, in the middle of the next one.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { buildProgram, type CloudProcess, type Program } from './cloud-process.ts';
import { ExpiryActor } from './expiry-actor.ts';
import { standingMachine, type Machine } from './machine.ts';
import { ObjectActor } from './object-actor.ts';
import { QueueActor } from './queue-actor.ts';
import { TableActor } from './table-actor.ts';
import { UploadActor } from './upload-actor.ts';
import { VersionActor } from './version-actor.ts';
import { beginLife, Dice, type Actor, type Life } from './world.ts';

export interface CrashOptions {
  readonly kills: number;
  readonly seed: string;
  readonly durability?: 'process' | 'power';
  /** No further kill after so many wall milliseconds. */
  readonly within?: number;
  /** One that stays on, unless told otherwise. */
  readonly machine?: Machine;
}

export interface CrashReport {
  kills: number;
  /** Kills among them that came before the process had an address. */
  killedStarting: number;
  acknowledged: number;
  /** Requests that were answered with an error: what they were about had changed. */
  refused: number;
  /** Requests whose answer the kill took. */
  unanswered: number;
  /** Looks at a thing after a restart. */
  checked: number;
  /** Unfinished bodies that starts removed. */
  orphans: number;
  /** Bodies without bytes that starts found. */
  missing: number;
  /** Wall milliseconds that starts took for what the run before had left, slowest first. */
  readonly recoveries: number[];
  readonly wrong: string[];
}

/** A kill comes within so many answers, and then so many wall milliseconds. */
const MOST_ANSWERS = 60;
const LONGEST_WAIT = 12;
/** Wall milliseconds within which a start is killed. */
const LONGEST_START = 700;

export async function runCrashes(options: CrashOptions): Promise<CrashReport> {
  const { kills, seed, within = Number.POSITIVE_INFINITY } = options;
  using program = await buildProgram();
  using machine = options.machine ?? standingMachine();
  const dice = new Dice(seed);
  const actors: readonly Actor[] = [
    new ObjectActor('plain'),
    new ObjectActor('others'),
    new VersionActor(),
    new UploadActor(),
    new TableActor(),
    new QueueActor(),
    new ExpiryActor(),
  ];
  const report: CrashReport = {
    kills: 0,
    killedStarting: 0,
    acknowledged: 0,
    refused: 0,
    unanswered: 0,
    checked: 0,
    orphans: 0,
    missing: 0,
    recoveries: [],
    wrong: [],
  };
  const began = performance.now();
  for (let prepared = false; ; prepared = true) {
    const cloud = await startAtLast({ program, machine, dice, report, options }, prepared);
    const life = beginLife(cloud.endpoint);
    try {
      if (prepared) await check(actors, life, report);
      else for (const actor of actors) await actor.prepare(life);
      if (report.wrong.length > 0 || report.kills >= kills || performance.now() - began > within) break;
      await strike(cloud, actors, life, { dice, report, seed });
    } finally {
      life.destroy();
      await cloud.kill('SIGKILL');
    }
    await machine.ended(cloud.pid);
  }
  report.recoveries.sort((a, b) => b - a);
  return report;
}

interface Circumstances {
  readonly program: Program;
  readonly machine: Machine;
  readonly dice: Dice;
  readonly report: CrashReport;
  readonly options: CrashOptions;
}

/** Every fourth start is killed on its way, which must do no harm either. */
async function startAtLast(
  { program, machine, dice, report, options }: Circumstances,
  mayFail: boolean,
): Promise<CloudProcess> {
  const { durability = 'process', kills } = options;
  for (;;) {
    const fatal = mayFail && report.kills < kills && dice.roll(4) === 0;
    let pid = 0;
    const cloud = await program.start(machine.data, {
      durability,
      under: machine.under(),
      spawned: (id) => (pid = id),
      ...(fatal && { killAfter: dice.roll(LONGEST_START) }),
    });
    if (cloud === undefined) {
      if (!fatal) throw new Error('the cloud does not start any more');
      report.kills += 1;
      report.killedStarting += 1;
      await machine.ended(pid);
      continue;
    }
    const { recovery } = cloud;
    report.orphans += recovery?.orphans ?? 0;
    report.missing += recovery?.missing ?? 0;
    if (recovery !== null) report.recoveries.push(recovery.duration);
    return cloud;
  }
}

/** Lets the actors work, and kills the cloud when some answers have come. */
async function strike(
  cloud: CloudProcess,
  actors: readonly Actor[],
  life: Life,
  { dice, report, seed }: Pick<Circumstances, 'dice' | 'report'> & { readonly seed: string },
): Promise<void> {
  const wanted = report.acknowledged + dice.roll(MOST_ANSWERS);
  let enough: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => (enough = resolve));
  const told = (): void => {
    if (report.acknowledged >= wanted) enough();
  };
  const load = actors.map((actor, n) =>
    work({ actor, life, dice: new Dice(`${seed}/${report.kills}/${n}`), report, told }),
  );
  await Promise.race([answered, Promise.all(load)]);
  await sleep(dice.roll(LONGEST_WAIT));
  await cloud.kill('SIGKILL');
  report.kills += 1;
  await Promise.all(load);
}

interface Work {
  readonly actor: Actor;
  readonly life: Life;
  readonly dice: Dice;
  readonly report: CrashReport;
  readonly told: () => void;
}

/** Works until nobody answers. */
async function work({ actor, life, dice, report, told }: Work): Promise<void> {
  try {
    for (;;) {
      const outcome = await actor.act(life, dice);
      if (outcome === 'unknown') {
        report.unanswered += 1;
        return;
      }
      report[outcome] += 1;
      told();
    }
  } catch (error) {
    report.wrong.push(String(error));
  }
}

async function check(actors: readonly Actor[], life: Life, report: CrashReport): Promise<void> {
  const { now } = await life.control.clock();
  life.keepTime(Date.parse(now));
  for (const actor of actors) {
    const { checked, wrong } = await actor.check(life);
    report.checked += checked;
    report.wrong.push(...wrong);
  }
}
