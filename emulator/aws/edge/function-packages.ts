/**
 * Where `GetFunction` and `GetLayerVersion` say that an archive can be fetched. On AWS that is a presigned S3 URL; here the
 * path ends in a name that nobody can guess. Gap: it does not expire.
 */
import type { Edge } from '../server/edge.ts';
import { LOCATION_PREFIX } from '../services/lambda/packages.ts';
import type { Lambda } from '../services/lambda/lambda.ts';

export const functionPackages = ({ lambda }: { readonly lambda: Lambda }): Edge => ({
  name: 'lambda-code',
  matches: ({ path }) => path.startsWith(LOCATION_PREFIX),
  async answer({ method, path }) {
    const archive = method === 'GET' ? lambda.packages.located(path) : undefined;
    if (archive === undefined) return { status: 404, headers: {} };
    return { status: 200, headers: { 'content-type': 'application/zip' }, body: archive };
  },
});
