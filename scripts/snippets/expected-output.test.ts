import { expect, test } from 'vitest';
import { firstMissing } from './expected-output.ts';
import { readSnippets } from './read-snippets.ts';

test('lines must follow one another, unless an ellipsis stands between them', () => {
  expect(firstMissing('a\nb', 'a\nb\nc\n')).toBeUndefined();
  expect(firstMissing('a\nc', 'a\nb\nc\n')).toBe('c');
  expect(firstMissing('a\n…\nc', 'a\nb\nc\n')).toBeUndefined();
});

test('an ellipsis in a line stands for anything, and nothing else does', () => {
  expect(firstMissing('took … ms', 'took 12.5 ms')).toBeUndefined();
  expect(firstMissing('took . ms', 'took 1 ms')).toBe('took . ms');
});

test('a block is read with what its first line says of it', () => {
  const page = [
    '```sh background',
    'up',
    '```',
    '```ts file=a.ts',
    'x',
    '```',
    '```sh norun: no network',
    'y',
    '```',
    '```sh install',
    'npm install --save-dev a @b/c',
    '```',
  ];
  expect(readSnippets(page.join('\n'))).toMatchObject([
    { language: 'sh', line: 2, text: 'up', background: true, exit: 0 },
    { language: 'ts', line: 5, file: 'a.ts', background: false },
    { norun: 'no network', output: false },
    { install: ['a', '@b/c'], background: false },
  ]);
});
