/**
 * What a function that reports failures says of its batch: nothing failed when it says nothing, everything when it says
 * something that cannot be understood. Evidence: aws.md section B.6.
 */

/**
 * @param payload the function's answer, JSON text
 * @param ids of the records that it was given
 * @returns the ids that failed
 */
export function failedItems(payload: string, ids: readonly string[]): ReadonlySet<string> {
  const everything = new Set(ids);
  const answer = JSON.parse(payload) as { readonly batchItemFailures?: unknown } | null;
  const failures = answer?.batchItemFailures;
  if (failures === undefined || failures === null) return new Set();
  if (!Array.isArray(failures)) return everything;
  const failed = failures.map((item) => (item as { itemIdentifier?: unknown } | null)?.itemIdentifier);
  const understood = failed.every((id) => typeof id === 'string' && everything.has(id));
  return understood ? new Set(failed as string[]) : everything;
}
