import type { GetRecordsInput, GetRecordsOutput } from '@aws-sdk/client-dynamodb-streams';
import type { Operation } from '../../../kernel/operation.ts';
import { authorize, checkLimit, checkRequired } from '../requests.ts';
import { iteratorFor, placeOf } from '../shard-iterator.ts';
import type { DynamoDbStreams, ReadRecord } from '../streams.ts';

const MAX_RECORDS = 1_000;
const MAX_BYTES = 2 ** 20;

/**
 * Records from an iterator on, a thousand or a megabyte at most, and the iterator that goes on from there. A closed shard
 * that has been read to its end has none.
 */
export const getRecords: Operation<DynamoDbStreams, GetRecordsInput, GetRecordsOutput> = (
  streams,
  input,
  call,
) => {
  checkRequired(input, 'ShardIterator');
  checkLimit(input.Limit, MAX_RECORDS);
  const place = placeOf(input.ShardIterator ?? '', call.now);
  authorize(call, 'GetRecords', place.arn);
  // What a function's event source mapping reads is free.
  if (call.wire !== undefined) call.countsAs('Streams-RequestsCount');
  const stream = streams.shard(place.arn, place.shardId, call.now);
  const found = streams.read(stream, place.after, input.Limit ?? MAX_RECORDS, call.now);
  const page = withinBytes(found);
  const after = page.at(-1)?.sequence ?? place.after;
  const ended = stream.endsAt !== undefined && (after >= stream.endsAt || found.length === 0);
  return {
    Records: page.map(({ record }) => record),
    ...(!ended && { NextShardIterator: iteratorFor({ ...place, after }, call.now) }),
  };
};

/** As many as fit, and one at least. */
function withinBytes(records: readonly ReadRecord[]): readonly ReadRecord[] {
  let bytes = 0;
  const end = records.findIndex(({ size }, at) => (bytes += size) > MAX_BYTES && at > 0);
  return end === -1 ? records : records.slice(0, end);
}
