/** Which content is binary: whole types, `image/*` or `*` `/*`, compared without parameters (aws.md section D.5). */

/** The type without parameters; of a list the first. */
export const mediaType = (header: string | undefined): string =>
  (header ?? '').split(/[,;]/)[0]!.trim().toLowerCase();

export function isBinary(
  header: string | undefined,
  binaryMediaTypes: readonly string[] | undefined,
): boolean {
  const type = mediaType(header);
  return (binaryMediaTypes ?? []).some((one) => {
    const pattern = mediaType(one);
    if (pattern === '*/*') return true;
    return pattern.endsWith('/*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
  });
}
