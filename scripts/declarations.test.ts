import { expect, test } from 'vitest';
import { relink } from './declarations.ts';

const DOORS = { '#aws': './emulator/aws/index.ts' };

test('a relative import names the module that is published', () => {
  expect(relink("export { a } from './a.ts';", 'harness/index.d.ts', DOORS)).toBe(
    "export { a } from './a.js';",
  );
});

test('a door becomes a path to the file behind it', () => {
  expect(relink("import type { Cloud } from '#aws';", 'harness/targets/embedded.d.ts', DOORS)).toBe(
    "import type { Cloud } from '../../emulator/aws/index.js';",
  );
});

test('an import type is relinked where it stands', () => {
  expect(relink("readonly a: import('../a.ts').A;", 'harness/x/b.d.ts', DOORS)).toBe(
    "readonly a: import('../a.js').A;",
  );
});

test('packages keep their names', () => {
  const text = "import type { Readable } from 'node:stream';\nimport type { Hono } from 'hono';";
  expect(relink(text, 'harness/index.d.ts', DOORS)).toBe(text);
});
