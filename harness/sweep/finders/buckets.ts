import { found } from '../../provision/change.ts';
import { marked, tagsOf, type Finder } from '../leftover.ts';
import { removeObjects } from '../remove-objects.ts';

/** Buckets, which only go when they are empty: all versions, delete markers and unfinished uploads go first. */
export const findBuckets: Finder = async (clients) => {
  const s3 = await clients.s3();
  const { Buckets } = await s3.listBuckets({});
  return marked(
    Buckets,
    ({ Name }) => Name,
    (_, Bucket) => ({
      kind: 'bucket',
      tags: async () => tagsOf((await found(s3.getBucketTagging({ Bucket }), 'NoSuchTagSet'))?.TagSet),
      async remove() {
        // A policy may deny its removal to everybody; where it stays for another reason, what follows says so.
        await s3.deleteBucketPolicy({ Bucket }).catch(() => undefined);
        await removeObjects(s3, Bucket, ['']);
        await s3.deleteBucket({ Bucket });
      },
    }),
  );
};
