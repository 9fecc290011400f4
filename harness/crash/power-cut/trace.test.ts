import { expect, test } from 'vitest';
import { bytesIn, callsOf, descriptorIn, isWhole } from './trace.ts';

const hex = (text: string): string =>
  `"${[...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;

test('a call is its name, its arguments and what it returned', () => {
  const path = hex('/data/a, b');
  expect(callsOf(`7 openat(AT_FDCWD</>, ${path}, O_RDWR|O_CREAT, 0644) = 3</data>\n`)).toEqual([
    { name: 'openat', args: ['AT_FDCWD</>', path, 'O_RDWR|O_CREAT', '0644'], result: '3' },
  ]);
});

test('commas within a list part no arguments', () => {
  const [call] = callsOf(
    '7 pwritev(3, [{iov_base="\\x61", iov_len=1}, {iov_base="\\x62", iov_len=1}], 2, 8) = 2\n',
  );
  expect(call?.args).toEqual([
    '3',
    '[{iov_base="\\x61", iov_len=1}, {iov_base="\\x62", iov_len=1}]',
    '2',
    '8',
  ]);
});

test('calls stand in the order in which they came back, whoever began first', () => {
  const trace = ['7 fsync(3 <unfinished ...>', '8 fsync(4) = 0', '7 <... fsync resumed>) = 0', ''].join('\n');
  expect(callsOf(trace).map(({ args }) => args)).toEqual([['4'], ['3']]);
});

test('calls that failed are left out', () => {
  expect(callsOf('7 unlink("\\x61") = -1 ENOENT (No such file or directory)\n')).toEqual([]);
});

test('calls in which the process was killed have no result and come last', () => {
  const trace = [
    '7 fsync(3 <unfinished ...>',
    '8 write(4, "\\x61", 1) = ?',
    '8 close(5) = 0',
    '7 +++ killed by SIGKILL +++',
    '',
  ];
  expect(callsOf(trace.join('\n'))).toEqual([
    { name: 'write', args: ['4', '"\\x61"', '1'], result: undefined },
    { name: 'close', args: ['5'], result: '0' },
    { name: 'fsync', args: ['3'], result: undefined },
  ]);
});

test('a trace is whole when it tells of the end of the process itself, not of a thread', () => {
  const thread = '8 +++ killed by SIGKILL +++\n';
  expect(isWhole(thread, 7)).toBe(false);
  expect(isWhole(`${thread}7 +++ killed by SIGKILL +++\n`, 7)).toBe(true);
  expect(isWhole(`${thread}7 +++ killed by`, 7)).toBe(false);
});

test('strings and descriptors are read from hexadecimal', () => {
  expect(bytesIn(hex('a\0é')).toString()).toBe('a\0é');
  expect(descriptorIn(`3<${hex('/data/x').slice(1, -1)}>`)).toEqual({ fd: 3, path: '/data/x' });
  expect(descriptorIn('-1').fd).toBe(-1);
});
