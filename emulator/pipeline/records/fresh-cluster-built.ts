/** Reads the files that were made when this package was built. */
import { join } from 'node:path';
import { PACKED_CLUSTER, unpackCluster } from './packed-cluster.ts';

export const freshCluster = (): Promise<Blob | undefined> =>
  unpackCluster(join(import.meta.dirname, PACKED_CLUSTER));
