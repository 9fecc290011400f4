import type { KMS } from '@aws-sdk/client-kms';
import { RUN_TAG, runOf } from '../../targets/run-mark.ts';
import { allPages, type Finder, type Leftover } from '../leftover.ts';

/** Days. KMS deletes no key sooner. */
const SHORTEST_WINDOW = 7;

/** Keys, which have no names: only their tags tell whose they are. They are free while they wait for their deletion. */
export const findKeys: Finder = async (clients) => {
  const kms = await clients.kms();
  const keys = await allPages(
    (Marker) => kms.listKeys({ Marker }),
    (page) => page.Keys,
    (page) => page.NextMarker,
  );
  const leftovers = await Promise.all(keys.map(({ KeyId = '' }) => leftoverKey(kms, KeyId)));
  return leftovers.filter((leftover) => leftover !== undefined);
};

async function leftoverKey(kms: KMS, KeyId: string): Promise<Leftover | undefined> {
  const { KeyMetadata } = await kms.describeKey({ KeyId });
  if (KeyMetadata?.KeyManager === 'AWS' || KeyMetadata?.KeyState === 'PendingDeletion') return undefined;
  const { Tags = [] } = await kms.listResourceTags({ KeyId });
  const tags = Object.fromEntries(Tags.map(({ TagKey = '', TagValue }) => [TagKey, TagValue]));
  const run = runOf(tags[RUN_TAG]);
  if (run === undefined) return undefined;
  return {
    kind: 'key',
    name: KeyId,
    run,
    tags: async () => tags,
    async remove() {
      const { Aliases = [] } = await kms.listAliases({ KeyId });
      for (const { AliasName } of Aliases) await kms.deleteAlias({ AliasName });
      await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: SHORTEST_WINDOW });
    },
  };
}
