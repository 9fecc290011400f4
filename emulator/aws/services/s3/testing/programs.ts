/**
 * The programs people have, against a cloud as they would use it: nothing is told to them but an address, a key and a
 * region. Each is the distribution's, by its full path: what stands before it on PATH may be a shim.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createCloud } from '../../../cloud.ts';

const MIB = 1024 * 1024;

/** Nothing, next to nothing, the sizes around the smallest part of an upload in parts, and many parts. */
export const SIZES = [0, 1, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, 100 * MIB];

/** Names that a file system takes and that somebody on the way gets wrong. */
export const ODD_NAMES = [
  'my dog+1 ünï.jpg',
  '100%.jpg',
  'a%20b.jpg',
  "it's.jpg",
  '🐕.jpg',
  'a & b.jpg',
  'a?b=c#d.jpg',
];

export interface Desk extends AsyncDisposable {
  readonly endpoint: string;
  /** Where programs run and files lie; its own for every desk. */
  readonly folder: string;
  /** Runs a program and gives what it wrote; a failure carries what it complained of. */
  run(program: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
  /** Writes a file of so many bytes and gives its path. */
  write(name: string, size: number): string;
  /** Whether a file holds what `write` puts into one of that size. */
  holds(name: string, size: number): boolean;
}

/** A cloud, and an empty folder to work in. */
export async function programDesk(): Promise<Desk> {
  const cloud = await createCloud();
  const folder = mkdtempSync(join(tmpdir(), 'safelight-programs-'));
  return {
    endpoint: cloud.endpoint,
    folder,
    async run(program, args, env = {}) {
      const { stdout } = await promisify(execFile)(program, args, {
        cwd: folder,
        maxBuffer: 64 * MIB,
        env: {
          PATH: '/usr/bin:/bin',
          HOME: folder,
          LANG: 'C.UTF-8',
          AWS_ENDPOINT_URL: cloud.endpoint,
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
          AWS_DEFAULT_REGION: 'us-east-1',
          ...env,
        },
      });
      return stdout;
    },
    write(name, size) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytesOf(size));
      return path;
    },
    holds: (name, size) => readFileSync(join(folder, name)).equals(bytesOf(size)),
    async [Symbol.asyncDispose]() {
      await cloud.close(0);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Text that does not repeat at any power of two, so that parts in the wrong order show. */
export const bytesOf = (size: number): Buffer => Buffer.alloc(size, 'safelight ');
