/**
 * Init scripts as LocalStack's users have them: files in `boot.d`, `start.d`, `ready.d` and `shutdown.d` of one folder,
 * run one after the other in the order of their names. `boot` and `start` run before the cloud listens, `ready` when it
 * answers, `shutdown` before it ends. A script that fails is reported, and the next one runs.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { INIT_STAGES, type InitReport, type InitScript, type InitStage } from '#aws';

export interface InitScripts {
  readonly report: InitReport;
  /** Runs a stage's scripts; `env` is added to this process's own variables. Never throws for what a script does. */
  run(stage: InitStage, env?: Readonly<Record<string, string>>): Promise<void>;
}

/**
 * @param folder holds a folder for each stage; those that are missing have no scripts
 * @param say is told of every script that fails
 */
export function initScripts(folder: string, say: (line: string) => void): InitScripts {
  const completed = Object.fromEntries(INIT_STAGES.map((stage) => [stage, false])) as Record<
    InitStage,
    boolean
  >;
  const scripts: { -readonly [Key in keyof InitScript]: InitScript[Key] }[] = INIT_STAGES.flatMap((stage) =>
    namesIn(folderOf(folder, stage)).map((name) => ({ stage, name, state: 'UNKNOWN' as const })),
  );
  return {
    report: { completed, scripts },
    async run(stage, env = {}) {
      for (const script of scripts.filter((each) => each.stage === stage)) {
        script.state = 'RUNNING';
        const failure = await runScript(join(folderOf(folder, stage), script.name), env);
        script.state = failure === undefined ? 'SUCCESSFUL' : 'ERROR';
        if (failure !== undefined) say(`${stage.toLowerCase()}.d/${script.name}: ${failure}`);
      }
      completed[stage] = true;
    },
  };
}

const folderOf = (folder: string, stage: InitStage): string => join(folder, `${stage.toLowerCase()}.d`);

const namesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /\.(sh|py)$/.test(name))
        .toSorted()
    : [];

/** What went wrong, if anything did. What the script writes goes where this process's own errors go. */
async function runScript(path: string, env: Readonly<Record<string, string>>): Promise<string | undefined> {
  const [command, ...args] = commandFor(path);
  const child = spawn(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env } });
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return code === 0 ? undefined : `ended with ${code ?? signal}`;
  } catch (error) {
    return `could not be run: ${(error as Error).message}`;
  }
}

/** A script says itself what runs it, when it may be executed; mounted files often may not. */
function commandFor(path: string): readonly [string, ...string[]] {
  if (path.endsWith('.py')) return ['python3', path];
  try {
    accessSync(path, constants.X_OK);
    return process.platform === 'win32' ? ['bash', path] : [path];
  } catch {
    return ['sh', path];
  }
}
