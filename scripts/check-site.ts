/** Holds the built site against `site-links.ts`; prints each fault and exits with 1 when there is one. */
import { join } from 'node:path';
import { siteFaults } from './site-links.ts';
import { ROOT } from './source-tree.ts';

const faults = siteFaults(join(ROOT, 'docs/.vitepress/dist'));
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
