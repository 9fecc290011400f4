/** The part of a blueprint that viewers see: its buckets and distributions, without what hears of uploads. */
import type { Blueprint, BlueprintContext, Resources } from '#pipeline';

type Buckets = Resources['buckets'];

/** @param aged whose lifecycle rules the buckets have; the blueprint's own unless said otherwise */
export function deliveryOf(blueprint: Blueprint, aged: Blueprint = blueprint): Blueprint {
  return {
    ...blueprint,
    name: `${blueprint.name} delivery, aged ${aged.form}`,
    resources(context) {
      const all = blueprint.resources(context);
      const { IMAGES_BUCKET: images = '' } = all.environment;
      return {
        ...all,
        queues: [],
        topics: [],
        functions: [],
        environment: { IMAGES_BUCKET: images },
        buckets: quietBuckets(all.buckets, aged, context),
      };
    },
  };
}

function quietBuckets(buckets: Buckets, aged: Blueprint, context: BlueprintContext): Buckets {
  const rules = new Map(aged.resources(context).buckets.map(({ name, lifecycle }) => [name, lifecycle]));
  return buckets.map(({ notifications: _told, lifecycle: _own, ...bucket }) => {
    const lifecycle = rules.get(bucket.name);
    return { ...bucket, ...(lifecycle !== undefined && { lifecycle }) };
  });
}
