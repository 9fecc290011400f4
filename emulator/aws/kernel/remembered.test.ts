import { expect, test } from 'vitest';
import { remembered } from './remembered.ts';

/** A function that makes an object of a text, and the texts it was asked to make one of. */
function counted() {
  const made: string[] = [];
  const find = remembered((text) => {
    made.push(text);
    return { text };
  });
  return { find, made };
}

test('a text that comes again is not looked at again', () => {
  const { find, made } = counted();
  expect(find('a')).toBe(find('a'));
  expect(made).toEqual(['a']);
});

test('texts that take turns are looked at once each', () => {
  const { find, made } = counted();
  for (const text of ['a', 'b', 'a', 'b', 'b']) expect(find(text).text).toBe(text);
  expect(made).toEqual(['a', 'b']);
});

test('a text longer than any client sends is made anew each time and not kept', () => {
  const { find, made } = counted();
  const long = 'x'.repeat(1_025);
  expect(find(long)).toEqual(find(long));
  expect(made).toEqual([long, long]);
});

test('what is remembered stays bounded, and right', () => {
  const { find, made } = counted();
  for (let i = 0; i < 1_200; i += 1) expect(find(`text ${i}`).text).toBe(`text ${i}`);
  find('text 1199');
  find('text 0');
  expect(made.length).toBe(1_201);
});
