/**
 * The command line. Exit codes: 0 done, 1 ran and the answer is no, 2 could not run as asked. Commands load what they
 * need when they run, so that `--help` and `--version` are instant.
 */
import { Command, CommanderError } from 'commander';
import { SafelightError, VERSION } from '#aws/terms';
import { printableLines } from '../printable.ts';
import { takeUpConfig } from './config-options.ts';
import { addClock } from './clock.ts';
import { addCompletion } from './completion.ts';
import { addDash } from './dash.ts';
import { addDevelop } from './develop.ts';
import { addDiff } from './diff.ts';
import { errorText } from './error-text.ts';
import { addDoctor } from './doctor.ts';
import { addInit } from './init.ts';
import { addExplain } from './explain.ts';
import { addLoad } from './load.ts';
import { addPreflight } from './preflight.ts';
import { addMigrate } from './migrate.ts';
import { addProject } from './project.ts';
import { addRecord } from './record.ts';
import { addReplay } from './replay.ts';
import { addReset } from './reset.ts';
import { addSnapshot } from './snapshot.ts';
import { addStart } from './start.ts';
import { addStatus } from './status.ts';
import { addStorm } from './storm.ts';
import { addSweep } from './sweep.ts';
import { addTest } from './test.ts';
import { addUp } from './up.ts';
import { addUsage } from './usage.ts';
import { causesText } from './verbose.ts';
import { addWhy } from './why.ts';

const EXIT_USAGE = 2;
const EXIT_DEFECT = 70;

/** Runs a command line; returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const program = createProgram();
  process.stdout.on('error', leaveQuietly);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return report(error, program.opts<{ verbose?: boolean }>().verbose === true);
  }
}

/** Whoever read our output has read enough: `safelight status | head -1`. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}

/** Every command with its options; the reference is written from it. */
export function createProgram(): Command {
  const program = new Command('safelight')
    .description('A local AWS for image pipelines: emulator, test harness, load and cost projections.')
    .version(VERSION)
    .option('--verbose', 'tell the causes of errors, and of a cloud that is started everything that happens')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(safelight --help lists commands and options)')
    .exitOverride();
  for (const add of [
    addUp,
    addStart,
    addDevelop,
    addTest,
    addMigrate,
    addClock,
    addReset,
    addSnapshot,
    addStatus,
    addLoad,
    addStorm,
    addSweep,
    addDiff,
    addRecord,
    addReplay,
    addPreflight,
    addProject,
    addUsage,
    addDash,
    addWhy,
    addDoctor,
    addInit,
    addCompletion,
    addExplain,
  ])
    add(program);
  inherit(program);
  program.hook('preAction', (_, command) => takeUpConfig(command));
  return program;
}

/** Commands below take over how errors are reported; commander does so only for those added later. */
function inherit(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    inherit(command);
  }
}

function report(error: unknown, verbose: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  if (error instanceof SafelightError) {
    process.stderr.write(errorText(error));
    if (verbose) process.stderr.write(causesText(error));
    return error.exitCode;
  }
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${printableLines(what)}\n`);
  process.stderr.write('This is a defect in safelight; please report it with the lines above.\n');
  return EXIT_DEFECT;
}
