import { expect, test } from 'vitest';
import { ERROR_CHAPTERS, findErrorPage } from '../errors/catalogue.ts';

test('a code is found however it is written', () => {
  for (const text of ['ERR_PORT_IN_USE', 'err_port_in_use', 'port_in_use']) {
    expect(findErrorPage(text).code).toBe('ERR_PORT_IN_USE');
  }
});

test('a code that is none of ours is an error with a code', () => {
  expect(() => findErrorPage('ENOENT')).toThrow(expect.objectContaining({ code: 'ERR_ERROR_CODE' }));
});

test('no code stands twice', () => {
  const codes = ERROR_CHAPTERS.flatMap(({ pages }) => pages.map(({ code }) => code));
  expect(new Set(codes).size).toBe(codes.length);
});
