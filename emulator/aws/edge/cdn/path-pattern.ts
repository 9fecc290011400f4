/**
 * Path patterns of cache behaviors: `*` is any run of characters, slashes too, `?` exactly one; the leading slash does not
 * matter, case does (aws.md section A.3).
 */
import { fits, wildcardsOf } from '../../kernel/wildcards.ts';

export function pathMatcher(pattern: string): (path: string) => boolean {
  const wildcards = wildcardsOf(pattern.startsWith('/') ? pattern : `/${pattern}`, true);
  return (path) => fits(wildcards, path);
}
