import { expect, test } from 'vitest';
import { DiskFolder } from './disk.ts';
import { Replay } from './replay.ts';
import type { Call } from './trace.ts';

const quoted = (text: string): string =>
  `"${[...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;
const call = (name: string, args: readonly string[], result: string | undefined = '0'): Call => ({
  name,
  args,
  result,
});
const opened = (path: string, fd: number, flags = 'O_RDWR|O_CREAT'): Call =>
  call('openat', ['AT_FDCWD</>', quoted(path), flags, '0644'], String(fd));

/** The files of a folder `/data` after the calls. */
function after(...calls: readonly Call[]): Record<string, string> {
  const disk = new DiskFolder();
  new Replay('/data', disk).play(calls);
  return Object.fromEntries([...disk.files()].map(([path, bytes]) => [path, bytes.toString('latin1')]));
}

test('writes go where the last one ended, or where they say, and only as far as they came', () => {
  const calls = [
    opened('/data/a', 3),
    call('write', ['3<x>', quoted('abcd'), '4'], '3'),
    call('write', ['3<x>', quoted('X'), '1'], '1'),
    call('pwrite64', ['3<x>', quoted('Y'), '1', '0'], '1'),
    call('writev', ['3<x>', '[{iov_base="\\x5a", iov_len=1}, {iov_base="\\x5a", iov_len=1}]', '2'], '2'),
  ];
  expect(after(...calls)).toEqual({ a: 'YbcXZZ' });
});

test('a file that is opened to append, or emptied, is', () => {
  const first = [
    opened('/data/a', 3),
    call('write', ['3<x>', quoted('old'), '3'], '3'),
    call('close', ['3<x>']),
  ];
  const more = call('write', ['4<x>', quoted('+'), '1'], '1');
  expect(after(...first, opened('/data/a', 4, 'O_WRONLY|O_APPEND'), more)).toEqual({ a: 'old+' });
  expect(after(...first, opened('/data/a', 4, 'O_WRONLY|O_TRUNC'), more)).toEqual({ a: '+' });
});

test('folders are made, files renamed between them and removed', () => {
  const calls = [
    call('mkdir', [quoted('/data/in'), '0777']),
    opened('/data/a', 3),
    opened('/data/b', 4),
    call('rename', [quoted('/data/a'), quoted('/data/in/c')]),
    call('unlink', [quoted('/data/b')]),
  ];
  expect(after(...calls)).toEqual({ 'in/c': '' });
});

test('a number that is given out anew before its close came back is that of the new file', () => {
  const named = (path: string, fd: number): string => `${fd}<${quoted(path).slice(1, -1)}>`;
  const second = [opened('/data/b', 3), call('close', [named('/data/a', 3)])];
  const more = call('write', [named('/data/b', 3), quoted('new'), '3'], '3');
  expect(after(opened('/data/a', 3), ...second, more)).toEqual({ a: '', b: 'new' });
  const socket = call('close', [named('socket:[7]', 3)]);
  expect(after(opened('/data/b', 3), socket, more)).toEqual({ b: 'new' });
});

test('what happens elsewhere changes nothing', () => {
  const elsewhere = [opened('/other/a', 3), call('write', ['3<x>', quoted('x'), '1'], '1')];
  expect(after(...elsewhere, call('unlink', [quoted('/database')]))).toEqual({});
});

test('a file whose call did not come back is one about which the model may differ from the machine', () => {
  const disk = new DiskFolder();
  const replay = new Replay('/data', disk);
  replay.play([opened('/data/a', 3), { name: 'write', args: ['3<x>', quoted('x'), '1'], result: undefined }]);
  expect([...replay.uncertain]).toEqual([disk.find('a')]);
});

test.each([
  ['link', [quoted('/data/a'), quoted('/data/b')]],
  ['fallocate', [`3<${quoted('/data/a').slice(1, -1)}>`, '0', '0', '9']],
  ['truncate', [quoted('/data/a'), '0']],
  ['fchmod', [`3<${quoted('/data/a').slice(1, -1)}>`, '0600']],
])('a call that the model does not know ends it: %s', (name, args) => {
  expect(() => after(opened('/data/a', 3), call(name, args))).toThrow(`the model knows no ${name}`);
});
