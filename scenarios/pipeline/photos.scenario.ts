import { expect } from 'vitest';
import { imageBytes, IMAGES } from '#fixtures';
import { scenario } from '#harness/vitest';
import { develop } from '../judged-pipeline.ts';

const EVENTS = 'S3 event keys are form-encoded: a consumer that does not decode them fails';

for (const [what, name] of [
  ['a space, a plus and an umlaut', 'my dog+1 ünï'],
  ['a percent sign', '100%'],
  ['what looks like an escape', 'a%20b%2Fc'],
  ['an emoji', '🐕'],
  ['quotes', `"it's"`],
  ['what a query string would split', 'a?b=c&d#e'],
  ['dots', 'dog.tar.old'],
] as const) {
  scenario(
    `a photo whose name has ${what} becomes its thumbnail`,
    { source: EVENTS, needs: ['processors'], judges: ['renditions', 'image/jpeg'] },
    async (world) => {
      const { renditions } = await develop(world, IMAGES.coffee, world.fresh(name));
      expect(renditions.map(({ picture }) => picture.format)).toEqual(
        renditions.map(({ promised }) => promised.format),
      );
    },
  );
}

scenario(
  'ten photos at once become ten thumbnails',
  {
    source: 'the pipeline’s configuration: every photo has its renditions',
    needs: ['processors'],
    judges: ['renditions', 'image/jpeg'],
  },
  async (world) => {
    const subject = await world.subject();
    const { coffee } = IMAGES;
    const body = await imageBytes(coffee);
    const photos = Array.from({ length: 10 }, () => subject.photo(coffee.mediaType));
    await Promise.all(photos.map((photo) => subject.upload(photo, body)));
    for (const photo of photos) {
      for (const rendition of subject.renditions) {
        await world.eventually(() => subject.rendition(rendition, photo), { within: subject.within });
      }
    }
    expect(new Set(photos.map(({ key }) => key)).size).toBe(10);
  },
);

scenario(
  'every photo has its item in the table, holding what is promised',
  {
    source: 'the pipeline’s configuration: records',
    needs: ['processors'],
    judges: ['records', 'image/jpeg'],
  },
  async (world) => {
    const subject = await world.subject();
    const photo = subject.photo('image/jpeg');
    await subject.upload(photo, await imageBytes(IMAGES.coffee));
    const { table, key, holds } = subject.record(photo);
    const dynamodb = await world.clients.dynamodb();
    const texts = Object.entries(key).map(([name, text]) => [name, { S: text }] as const);
    const item = await world.eventually(
      async () =>
        (await dynamodb.getItem({ TableName: table, Key: Object.fromEntries(texts), ConsistentRead: true }))
          .Item,
      { within: subject.within },
    );
    world.onEnd(() => dynamodb.deleteItem({ TableName: table, Key: Object.fromEntries(texts) }));
    const held = Object.keys(holds).map((name) => {
      const { S, N, BOOL } = item[name] ?? {};
      return [name, S ?? BOOL ?? (N === undefined ? undefined : Number(N))];
    });
    expect(Object.fromEntries(held)).toEqual(holds);
  },
);
