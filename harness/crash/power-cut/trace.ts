/** What `strace` wrote down of a process, call by call. Its format: man page strace(1), with `-f -y -xx`. */

export interface Call {
  readonly name: string;
  /** Arguments as strace prints them, strings in hexadecimal. */
  readonly args: readonly string[];
  /** What it returned; undefined when the process ended in the middle of it. */
  readonly result: string | undefined;
}

const CALLS = [
  'openat,open,creat,close,lseek,write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg',
  'fsync,fdatasync,sync_file_range,sync,syncfs,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat',
  'rmdir,mkdir,mkdirat,truncate,ftruncate,fallocate,copy_file_range,sendfile,splice,mmap,dup,dup2,dup3',
].join(',');

/** The command that another one is put behind; the process stays a child of ours, with its own id. */
export const straceTo = (file: string): readonly string[] => [
  'strace',
  '-D',
  '-f',
  '--seccomp-bpf',
  '-y',
  '-xx',
  '-s',
  String(2 ** 26),
  '-o',
  file,
  '-e',
  `trace=${CALLS}`,
  '-e',
  'signal=SIGKILL',
];

/** Whether strace has written the last of the process. */
export const isWhole = (trace: string, pid: number): boolean =>
  new RegExp(String.raw`^${pid} +\+\+\+ (?:killed|exited) .*\n`, 'm').test(trace);

/** Calls in the order in which they came back, then those that did not. Calls that failed are left out. */
export function callsOf(trace: string): readonly Call[] {
  const calls: Call[] = [];
  const begun = new Map<string, string>();
  for (const line of trace.split('\n')) {
    const [, pid = '', text = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (text.endsWith('<unfinished ...>')) {
      begun.set(pid, text.slice(0, -'<unfinished ...>'.length));
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text)?.[1];
    const whole = resumed === undefined ? text : (begun.get(pid) ?? '') + resumed;
    if (resumed !== undefined) begun.delete(pid);
    const [, name, args = '', result] = /^(\w+)\((.*)\) += (\?|-?\w+).*$/.exec(whole) ?? [];
    if (name === undefined || result === '-1') continue;
    // strace marks a call in which a process was killed by a question mark, or breaks off.
    calls.push({ name, args: splitArgs(args), result: result === '?' ? undefined : result });
  }
  for (const text of begun.values()) {
    const [, name, args = ''] = /^(\w+)\((.*)$/.exec(text) ?? [];
    if (name !== undefined) calls.push({ name, args: splitArgs(args), result: undefined });
  }
  return calls;
}

/** At the commas between arguments, not those within a list. */
function splitArgs(text: string): readonly string[] {
  const args: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    else if (sign === ',' && depth === 0) {
      args.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  const last = text.slice(from).trim();
  return last === '' ? args : [...args, last];
}

/** The bytes of `"\x61\x62"`. */
export const bytesIn = (quoted: string): Buffer => Buffer.from(quoted.replaceAll(/["\\x]/g, ''), 'hex');

/** The number and the path of `3</x/y>`. */
export function descriptorIn(text: string): { readonly fd: number; readonly path: string } {
  const [, fd = '-1', path = ''] = /^(-?\d+|AT_FDCWD)<(.*?)>/.exec(text) ?? [];
  return { fd: Number(fd), path: bytesIn(path).toString() };
}
