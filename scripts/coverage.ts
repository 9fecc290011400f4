/** Writes `docs/coverage.md`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coverage } from '#aws';
import { coveragePage } from './coverage-page.ts';
import { ROOT } from './source-tree.ts';

writeFileSync(join(ROOT, 'docs/coverage.md'), coveragePage(await coverage()));
