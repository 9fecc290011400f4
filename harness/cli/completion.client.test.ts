import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { completionScript } from './completion.ts';
import { createProgram } from './main.ts';

const script = completionScript(createProgram(), 'bash');

/** What bash offers with the cursor at the end of a line. */
function offered(...line: readonly string[]): readonly string[] {
  const words = line.map((word) => `'${word}'`).join(' ');
  const asked = `${script}\nCOMP_WORDS=(${words}); COMP_CWORD=${line.length - 1}; _safelight; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', asked], { encoding: 'utf8' }).split('\n').filter(Boolean);
}

test('bash completes a command', () => {
  expect(offered('safelight', 'doc')).toEqual(['doctor']);
});

test('bash completes a command below a command', () => {
  expect(offered('safelight', 'clock', 'adv')).toEqual(['advance']);
});

test('bash completes an option of the command that stands on the line', () => {
  expect(offered('safelight', 'up', '--blue')).toEqual(['--blueprint']);
  expect(offered('safelight', 'status', '--blue')).toEqual([]);
});

test('a description with a quotation mark does not end a word of fish early', () => {
  for (const line of completionScript(createProgram(), 'fish').trim().split('\n')) {
    expect(line.replaceAll(String.raw`\'`, '').split("'").length % 2).toBe(1);
  }
});
