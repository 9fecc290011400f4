/** Writes the generated pages: `docs/coverage.md` and the reference. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referencePages } from './reference/pages.ts';
import { ROOT } from './source-tree.ts';

for (const [path, text] of await referencePages()) writeFileSync(join(ROOT, path), text);
