import { expect, test } from 'vitest';
import { EMPTY_MODEL, fold } from './model.ts';
import { INITIAL_VIEW, press, type Key, type View } from './view.ts';

const model = fold(
  EMPTY_MODEL,
  ['PutObject', 'GetObject', 'HeadObject'].map((operation, index) => ({
    kind: 'entry',
    heard: 0,
    entry: { seq: index + 1, at: 0, cause: 0, type: 'call', service: 's3', operation, status: 200 },
  })),
  0,
);

const after = (...keys: (Key | string)[]): View => {
  let view = INITIAL_VIEW;
  for (const key of keys) view = press(view, typeof key === 'string' ? { input: key } : key, model).view;
  return view;
};
const enter: Key = { input: '', enter: true };
const escape: Key = { input: '', escape: true };

test('journeys are chosen newest first and opened with enter', () => {
  expect(after('j', enter).open).toBe(2);
  expect(after('j', 'j', 'j', 'j').selected).toBe(2);
  expect(after('k').selected).toBe(0);
});

test('a filter is typed, kept with enter and dropped with escape', () => {
  expect(after('/', 'p', 'u', 't', enter)).toMatchObject({ filter: 'put', typing: false });
  expect(after('/', 'p', 'u', 't', enter, enter).open).toBe(1);
  expect(after('/', 'q', escape).filter).toBe('');
  expect(after('/', 'x', { input: '', backspace: true }).filter).toBe('');
});

test('letters are text while a filter is typed', () => {
  expect(press(after('/'), { input: 'q' }, model).command).toBeUndefined();
  expect(press(INITIAL_VIEW, { input: 'q' }, model).command).toBe('quit');
});

test('space holds the picture and lets it go', () => {
  expect(after(' ').paused).toBe(model);
  expect(after(' ', ' ').paused).toBeUndefined();
});

test('escape leaves help, then the journey, then the filter', () => {
  const view = after('/', 's', enter, enter, '?');
  expect(view).toMatchObject({ help: true, filter: 's', open: 3 });
  const steps = [1, 2, 3].map((times) => {
    let left = view;
    for (let time = 0; time < times; time += 1) left = press(left, escape, model).view;
    return [left.help, left.open, left.filter];
  });
  expect(steps).toEqual([
    [false, 3, 's'],
    [false, undefined, 's'],
    [false, undefined, ''],
  ]);
});

test('ctrl-c ends, even out of a filter', () => {
  expect(press(after('/'), { input: 'c', ctrl: true }, model).command).toBe('end');
});
