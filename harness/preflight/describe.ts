import type { Finding } from './finding.ts';

/** Findings as a person reads them. */
export function describeFindings(design: string, findings: readonly Finding[]): string {
  if (findings.length === 0) return `${design}: nothing found that AWS would refuse or silently not do.\n`;
  const parts = findings.map(
    ({ rule, resource, place, problem, evidence, repair }) =>
      `${place}  ${rule}  ${resource}\n  ${problem}.\n  seen:   ${evidence}\n  repair: ${repair}\n`,
  );
  return `${parts.join('\n')}\n${design}: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}.\n`;
}
