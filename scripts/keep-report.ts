/**
 * `node scripts/keep-report.ts REPORT.json NAME "moto 5.1.22"`: keeps what a run found out on another emulator as
 * `docs/evidence/targets/NAME.json`, from which `npm run coverage:docs` writes the matrix.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './source-tree.ts';
import { EVIDENCE, type KeptReport } from './reference/measured-page.ts';

const [report = '', name = '', judged = ''] = process.argv.slice(2);
const LONGEST_REASON = 200;

const { at, verdicts } = JSON.parse(readFileSync(report, 'utf8')) as KeptReport;
const kept: KeptReport = {
  judged,
  at,
  verdicts: verdicts.map(({ family, sentence, outcome, reason, filledIn }) => ({
    family,
    sentence,
    outcome,
    ...(reason !== undefined && { reason: firstLine(reason) }),
    ...(filledIn !== undefined && { filledIn }),
  })),
};
mkdirSync(join(ROOT, EVIDENCE), { recursive: true });
writeFileSync(join(ROOT, EVIDENCE, `${name}.json`), `${JSON.stringify(kept, undefined, 1)}\n`);

/** Without the address and the names of that one run. */
function firstLine(reason: string): string {
  const [line = ''] = reason.split('\n');
  return line
    .replaceAll(/https?:\/\/[\d.:]+/g, 'http://…')
    .replaceAll(/-sl[0-9a-z]{11,}/g, '')
    .slice(0, LONGEST_REASON);
}
