/** Places in a shard, as clients carry them around: opaque texts that are good for fifteen minutes. */
import { minutes, type Instant } from '../../kernel/instant.ts';
import { expiredIterator, validation } from './errors.ts';

const LIFE = minutes(15);

export interface ShardPlace {
  readonly arn: string;
  readonly shardId: string;
  /** The sequence of the last record before the place. */
  readonly after: number;
}

export function iteratorFor({ arn, shardId, after }: ShardPlace, now: Instant): string {
  const place = Buffer.from(JSON.stringify([shardId, after, now])).toString('base64');
  return `${arn}|1|${place}`;
}

/** @throws AwsError ValidationException, ExpiredIteratorException */
export function placeOf(iterator: string, now: Instant): ShardPlace {
  const [arn = '', version, place = ''] = iterator.split('|');
  const parts = version === '1' ? parse(place) : undefined;
  if (parts === undefined) throw validation('Invalid ShardIterator');
  const [shardId, after, at] = parts;
  if (now - at > LIFE) throw expiredIterator();
  return { arn, shardId, after };
}

function parse(place: string): [string, number, number] | undefined {
  try {
    const value = JSON.parse(Buffer.from(place, 'base64').toString()) as unknown;
    if (!Array.isArray(value)) return undefined;
    const [shardId, after, at] = value as unknown[];
    const fits = typeof shardId === 'string' && typeof after === 'number' && typeof at === 'number';
    return fits ? [shardId, after, at] : undefined;
  } catch {
    return undefined;
  }
}
