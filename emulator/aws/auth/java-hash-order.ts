/**
 * S3 is written in Java, and where it names several things out of a set it names them in the order of a
 * `java.util.HashSet`. Evidence: seventeen lists of unsigned headers, measured September 2026; and the one captured
 * complaint about unknown members of a POST policy, which picks `statement` out of `version`, `id` and `statement`.
 */
function javaHash(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  return hash ^ (hash >>> 16);
}

/** Names by the set's bucket, and within a bucket by name. */
export function javaHashOrder(names: readonly string[]): readonly string[] {
  let capacity = 16;
  while (names.length > (capacity * 3) / 4) capacity *= 2;
  const bucket = (name: string): number => javaHash(name) & (capacity - 1);
  return names.toSorted().toSorted((a, b) => bucket(a) - bucket(b));
}
