/**
 * Which copies an invalidation ends: those of a path, of everything below one that ends in `*`, or of a tag. Queries are
 * part of the path when the copy has one (aws.md section A.19).
 */
import { isTag } from '../../services/cloudfront/invalidations.ts';
import type { Copy } from './copy.ts';

export function invalidates(site: string, paths: readonly string[]): (copy: Copy) => boolean {
  const tags = new Set(paths.filter(isTag).map((tag) => tag.slice(1).toLowerCase()));
  const exact = new Set(paths.filter((path) => !isTag(path) && !path.endsWith('*')).map(plain));
  const prefixes = paths
    .filter((path) => !isTag(path) && path.endsWith('*'))
    .map((path) => plain(path.slice(0, -1)));
  return (copy) => {
    if (copy.site !== site) return false;
    if (copy.tags.some((tag) => tags.has(tag))) return true;
    const path = plain(copy.path);
    return exact.has(path) || prefixes.some((prefix) => path.startsWith(prefix));
  };
}

/** Paths compare decoded: viewers and invalidations may encode the same one differently. */
function plain(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
