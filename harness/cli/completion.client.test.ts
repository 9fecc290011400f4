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

/** What zsh offers: it calls the function with arrays that begin at 0, and chooses by the beginning itself. */
function offeredByZsh(...line: readonly string[]): readonly string[] {
  const words = line.map((word) => `'${word}'`).join(' ');
  const asked = `autoload -Uz compinit && compinit -D -u
${completionScript(createProgram(), 'zsh')}
setopt ksharrays
COMP_WORDS=(${words}); COMP_CWORD=${line.length - 1}; _safelight; print -l -- "\${COMPREPLY[@]}"`;
  return execFileSync('zsh', ['-f', '-c', asked], { encoding: 'utf8' })
    .split('\n')
    .filter((offer) => offer !== '' && offer.startsWith(line.at(-1) ?? ''));
}

/** What fish offers, without the meanings that it shows beside. */
function offeredByFish(line: string): readonly string[] {
  const asked = `${completionScript(createProgram(), 'fish')}\ncomplete -C '${line}'`;
  const said = execFileSync('fish', ['--no-config', '-c', asked], { encoding: 'utf8' });
  return said
    .split('\n')
    .filter(Boolean)
    .map((each) => each.split('\t', 1)[0] ?? '');
}

test('zsh completes commands and options as bash does', () => {
  expect(offeredByZsh('safelight', 'doc')).toEqual(['doctor']);
  expect(offeredByZsh('safelight', 'clock', 'adv')).toEqual(['advance']);
  expect(offeredByZsh('safelight', 'up', '--blue')).toEqual(['--blueprint']);
  expect(offeredByZsh('safelight', 'status', '--blue')).toEqual([]);
});

test('fish completes commands and options as bash does', () => {
  expect(offeredByFish('safelight doc')).toEqual(['doctor']);
  expect(offeredByFish('safelight clock adv')).toEqual(['advance']);
  expect(offeredByFish('safelight up --blue')).toEqual(['--blueprint']);
  expect(offeredByFish('safelight status --blue')).toEqual([]);
});

test('a description with a quotation mark does not end a word of fish early', () => {
  for (const line of completionScript(createProgram(), 'fish').trim().split('\n')) {
    expect(line.replaceAll(String.raw`\'`, '').split("'").length % 2).toBe(1);
  }
});
