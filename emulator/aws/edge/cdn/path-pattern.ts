/**
 * Path patterns of cache behaviors: `*` is any run of characters, slashes too, `?` exactly one; the leading slash does not
 * matter, case does (aws.md section A.3).
 */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const plain = pattern.startsWith('/') ? pattern.slice(1) : pattern;
  const source = plain
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^/${source}$`, 's');
  return (path) => expression.test(path);
}
