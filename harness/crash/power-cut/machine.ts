/**
 * A machine whose power fails with each process: the calls of the process are written down, and its folder is made anew as
 * it can be after the cut, at a call between the last answer that left and the end.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Machine } from '../machine.ts';
import type { Dice } from '../world.ts';
import { DiskFolder } from './disk.ts';
import { Replay } from './replay.ts';
import { callsOf, isWhole, straceTo, type Call } from './trace.ts';

export interface FailingMachine extends Machine {
  /** How often the power has failed. */
  readonly cuts: number;
  /** Time passes after the end of a process that nobody watched: all that it wrote has reached the disk. */
  settle(): void;
}

/** Wall milliseconds between two looks at whether strace is done, and looks at most. */
const PAUSE = 20;
const LOOKS = 1_000;
/** Looks after which a trace that does not begin belongs to a process that was killed before its program began. */
const LOOKS_AT_NOTHING = 100;

/** @throws where strace cannot be run, or may not look at processes */
export function failingMachine(dice: Dice): FailingMachine {
  const works = spawnSync('strace', ['-D', '-o', '/dev/null', 'true']);
  if (works.error !== undefined || works.status !== 0)
    throw new Error(
      `a power cut needs strace, which cannot be run here: ${works.error?.message ?? works.stderr.toString()}`,
    );
  const place = mkdtempSync(join(tmpdir(), 'safelight-power-'));
  let cuts = 0;
  const folder = (): string => join(place, `data-${cuts}`);
  const trace = (): string => join(place, `trace-${cuts}`);
  mkdirSync(folder());
  let disk = DiskFolder.read(folder());
  return {
    get cuts() {
      return cuts;
    },
    get data() {
      return folder();
    },
    settle() {
      disk = DiskFolder.read(folder());
    },
    under: () => straceTo(trace()),
    async ended(pid) {
      const calls = callsOf(await wholeTrace(trace(), pid));
      const replay = new Replay(folder(), disk);
      const last = calls.findLastIndex(isAnswer) + 1;
      const cutAt = last + dice.roll(calls.length - last + 1);
      replay.play(calls.slice(0, cutAt));
      const [before, beforeTrace] = [folder(), trace()];
      cuts += 1;
      disk.writeAfterCut(folder(), dice);
      replay.play(calls.slice(cutAt));
      expectLike(disk, before, replay);
      rmSync(before, { recursive: true });
      rmSync(beforeTrace, { force: true });
      disk = DiskFolder.read(folder());
    },
    [Symbol.dispose]: () => rmSync(place, { recursive: true, force: true }),
  };
}

async function wholeTrace(file: string, pid: number): Promise<string> {
  for (let look = 0; look < LOOKS; look += 1) {
    const text = existsSync(file) ? readFileSync(file, 'latin1') : '';
    if (isWhole(text, pid) || (text === '' && look >= LOOKS_AT_NOTHING)) return text;
    await sleep(PAUSE);
  }
  throw new Error(`strace does not finish ${file}`);
}

/** Whether a client can have learnt something by it. */
const isAnswer = ({ name, args }: Call): boolean =>
  /^(?:write|writev|sendto|sendmsg)$/.test(name) && SOCKET.test(args[0] ?? '');

/** `12<socket:…`, `12<TCP:…` in hexadecimal. */
const SOCKET = /^\d+<(?:\\x73\\x6f\\x63\\x6b\\x65\\x74|\\x54\\x43\\x50)/;

/** The model is only worth something if, without a cut, it is what the machine has. */
function expectLike(disk: DiskFolder, folder: string, { uncertain }: Replay): void {
  const real = DiskFolder.read(folder);
  const files = real.files();
  for (const [path, bytes] of disk.files()) {
    const entry = disk.find(path);
    if (entry !== undefined && 'afterCut' in entry && uncertain.has(entry)) continue;
    if (files.get(path)?.equals(bytes) !== true) throw new Error(`the model is wrong about ${path}`);
  }
  if (uncertain.size === 0 && files.size !== disk.files().size)
    throw new Error('the model has other files than the machine');
}
