/** How the image API is used: as its document has it, and as it works. */
import { named } from '../arn.ts';
import type { BlueprintContext } from '../blueprint.ts';
import type { CollectionUse, Usage } from '../usage.ts';
import { NAMES } from './facts.ts';

const usageOf = (
  context: BlueprintContext,
  differences: Pick<CollectionUse, 'list' | 'members' | 'tells'>,
): Usage => ({
  uploads: [],
  views: [],
  collections: [
    {
      api: named(NAMES.api, context),
      stage: 'dev',
      path: '/images',
      bucket: named(NAMES.bucket, context),
      table: named(NAMES.table, context),
      upload: ({ bytes, title, user, id }) => ({
        user_id: user,
        filename: 'photo.jpg',
        image_data: Buffer.from(bytes).toString('base64'),
        metadata: { title },
        ...(id !== undefined && { image_id: id }),
      }),
      ...differences,
    },
  ],
});

const MEMBERS = { id: 'image_id', key: 's3_key', images: 'images' };

export const usageAsWritten = (context: BlueprintContext): Usage =>
  usageOf(context, {
    list: ({ user, title, limit, cursor }) => ({
      user_id: user,
      title,
      limit: String(limit),
      last_evaluated_key: cursor,
    }),
    members: { ...MEMBERS, cursor: 'last_evaluated_key' },
    tells: [],
  });

export const usageRepaired = (context: BlueprintContext): Usage =>
  usageOf(context, {
    list: ({ user, title, limit, cursor }) => ({ user_id: user, title, limit: String(limit), cursor }),
    members: { ...MEMBERS, cursor: 'next_cursor' },
    tells: ['costly-list', 'late-list'],
  });
