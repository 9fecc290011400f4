import type { World } from '#harness/vitest';

/** A new bucket of the scenario's own, and the client to use it with. */
export async function freshBucket(world: World, purpose: string) {
  const s3 = await world.clients.s3();
  const Bucket = world.fresh(purpose);
  await s3.createBucket({ Bucket });
  return { s3, Bucket };
}
