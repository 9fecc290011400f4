import type { JournalEntry } from '#aws';

/** Why a policy refused something of what happened, in the words of `safelight why`. */
export function deniedBy(entries: readonly JournalEntry[]): string | undefined {
  const denial = entries.findLast((entry) => entry['denied'] !== undefined)?.['denied'];
  const { action, resource, reason } = (denial ?? {}) as Record<string, string | undefined>;
  return denial === undefined ? undefined : `${action} on ${resource}: ${reason}`;
}

/** A refusal that a role's session met: somebody of the pipeline, not its client. */
export const deniedToPipeline = (entries: readonly JournalEntry[]): string | undefined =>
  deniedBy(entries.filter(({ principal }) => String(principal).includes(':assumed-role/')));

export const invocations = (entries: readonly JournalEntry[]): readonly JournalEntry[] =>
  entries.filter(({ type }) => type === 'lambda.invocation');

/** What the pipeline asked and was refused or not given: `s3 GetObject 404 NoSuchKey`. */
export const failedCalls = (entries: readonly JournalEntry[]): readonly string[] =>
  entries
    .filter(
      ({ type, status, principal }) =>
        type === 'call' && Number(status) >= 400 && String(principal).includes(':assumed-role/'),
    )
    .map(({ service, operation, status, error }) =>
      [service, operation, status, error].map(String).join(' '),
    );
