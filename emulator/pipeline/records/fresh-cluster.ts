/**
 * What an embedded database in memory starts from: nothing, so that the engine makes its files itself, which is most of
 * what its start costs. The published package brings them ready made: there `fresh-cluster-built.ts` stands in this
 * file's place.
 */
export const freshCluster = (): Promise<Blob | undefined> => Promise.resolve(undefined);
