/**
 * Sees to it that no function outlives the emulator, however that ends. A small shell process of its own session holds
 * the other end of a pipe and a list of process groups; when the pipe closes, because the emulator closed it or was
 * killed, whatever is still on the list is killed. A function that loops for ever cannot notice by itself.
 */
import { spawn } from 'node:child_process';

const SCRIPT = `
trap '' INT TERM HUP
groups=' '
while read -r sign group; do
  case $sign in
    +) groups="$groups$group " ;;
    -) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
`;

export class Reaper {
  readonly #program: string;
  #shell: ReturnType<typeof start> | undefined;

  /** @param program a POSIX shell; where there is none, as on Windows, functions end only when they are stopped */
  constructor(program = '/bin/sh') {
    this.#program = program;
  }

  /** Puts a process group on the list. */
  watch(group: number): void {
    this.#shell ??= start(this.#program);
    this.#shell.stdin.write(`+ ${group}\n`);
  }

  /** Takes it off again: it has ended. */
  forget(group: number): void {
    this.#shell?.stdin.write(`- ${group}\n`);
  }

  /** Kills what is left on the list and ends. */
  close(): Promise<void> {
    const shell = this.#shell;
    this.#shell = undefined;
    // One that could not be started has no number, and never exits.
    if (shell?.pid === undefined || shell.exitCode !== null) return Promise.resolve();
    // Whoever waits for it has to live that long.
    shell.ref();
    return new Promise((done) => {
      shell.once('exit', () => done());
      shell.stdin.end();
    });
  }
}

function start(program: string) {
  const shell = spawn(program, ['-c', SCRIPT], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: '/usr/bin:/bin' },
  });
  // Writing to a reaper that somebody killed is no reason to fail; functions still end when they are stopped.
  shell.stdin.on('error', () => undefined);
  shell.on('error', () => undefined);
  shell.unref();
  return shell;
}
