import { expect, test } from 'vitest';
import { ERROR_CHAPTERS } from '#harness/reference';
import { readSource, sourceFiles } from './source-tree.ts';

/** Codes of Node and of its libraries that our sources look for. */
const NOT_OURS = new Set([
  'ERR_BUFFER_TOO_LARGE',
  'ERR_HTTP_REQUEST_TIMEOUT',
  'ERR_MODULE_NOT_FOUND',
  'ERR_SCRIPT_EXECUTION_TIMEOUT',
]);

const raised = new Set(
  sourceFiles()
    .filter(
      (path) =>
        /^(?:emulator|harness)\//.test(path) && !/\.test\.tsx?$|^harness\/errors\/(?!catalogue)/.test(path),
    )
    .flatMap((path) => readSource(path).match(/\bERR_[A-Z\d_]*[A-Z\d]\b/g) ?? [])
    .filter((code) => !NOT_OURS.has(code)),
);
const pages = ERROR_CHAPTERS.flatMap((chapter) => chapter.pages);

test('every error code has a page in harness/errors, and every page a code', () => {
  expect(pages.map(({ code }) => code).toSorted()).toEqual([...raised].toSorted());
});

test('a page says what the code means, how it comes about and what to do', () => {
  const wanting = pages.filter(
    ({ meaning, causes, remedies }) =>
      causes.length === 0 ||
      remedies.length === 0 ||
      ![meaning, ...causes, ...remedies].every((text) => /^\S.*[.`]$/.test(text)),
  );
  expect(wanting).toEqual([]);
});
