import { expect, test } from 'vitest';
import { readSource } from '../source-tree.ts';
import { referencePages } from './pages.ts';

test('the generated pages are what npm run coverage:docs writes', async () => {
  const pages = await referencePages();
  const stored = new Map([...pages.keys()].map((path) => [path, readSource(path)]));
  expect(stored).toEqual(pages);
});
