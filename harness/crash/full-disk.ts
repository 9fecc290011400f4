/** Writes into a cloud until its disk takes no more, and says what became of everything. */
import { paginateListObjectsV2, S3ServiceException } from '@aws-sdk/client-s3';
import { bodyOf, type Life } from './world.ts';

export interface FullDisk {
  /** What was acknowledged, by key: how many times `x` is in it. */
  readonly kept: ReadonlyMap<string, number>;
  /** What the first refusals said, of small bodies and of a large one. */
  readonly refusals: readonly { readonly status: number | undefined; readonly message: string }[];
}

const Bucket = 'full';
const SMALL = 8_000;
const ENOUGH = 3;

/** @param large bytes of a body that the disk has no room for */
export async function fillUp({ s3 }: Life, large: number): Promise<FullDisk> {
  await s3.createBucket({ Bucket });
  const kept = new Map<string, number>();
  const refusals: FullDisk['refusals'][number][] = [];
  const put = async (Key: string, size: number): Promise<void> => {
    try {
      await s3.putObject({ Bucket, Key, Body: 'x'.repeat(size) });
      kept.set(Key, size);
    } catch (error) {
      if (!(error instanceof S3ServiceException)) throw error;
      refusals.push({ status: error.$metadata.httpStatusCode, message: error.message });
    }
  };
  await put('large', large);
  for (let n = 0; refusals.length <= ENOUGH; n += 1) await put(`small ${n}`, SMALL);
  return { kept, refusals };
}

/** What the cloud shows: sizes by key. */
export async function sizesIn({ s3 }: Life): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
    for (const { Key = '' } of Contents) {
      const bytes = await bodyOf(await s3.getObject({ Bucket, Key }));
      sizes.set(Key, bytes.every((byte) => byte === 'x'.charCodeAt(0)) ? bytes.length : -1);
    }
  }
  return sizes;
}
