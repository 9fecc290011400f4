import type { GetShardIteratorInput, GetShardIteratorOutput } from '@aws-sdk/client-dynamodb-streams';
import type { Call, Operation } from '../../../kernel/operation.ts';
import { trimmedData, validation } from '../errors.ts';
import { authorize, checkRequired, checkStreamArn } from '../requests.ts';
import { iteratorFor } from '../shard-iterator.ts';
import { sequenceOf, type DynamoDbStreams, type Stream } from '../streams.ts';

const TYPES = ['AFTER_SEQUENCE_NUMBER', 'AT_SEQUENCE_NUMBER', 'LATEST', 'TRIM_HORIZON'];

/**
 * A place in a shard to read from: the oldest record, the next one, or at or after a given one.
 *
 * Evidence: that a sequence number is refused where none belongs: Alternator's tests, which run on AWS.
 * Gaps: in what words.
 */
export const getShardIterator: Operation<DynamoDbStreams, GetShardIteratorInput, GetShardIteratorOutput> = (
  streams,
  input,
  call,
) => {
  checkRequired(input, 'StreamArn', 'ShardId', 'ShardIteratorType');
  const { StreamArn: arn = '', ShardId: shardId = '' } = input;
  checkStreamArn(arn);
  authorize(call, 'GetShardIterator', arn);
  const stream = streams.shard(arn, shardId, call.now);
  const after = startOf(streams, stream, input, call);
  return { ShardIterator: iteratorFor({ arn, shardId, after }, call.now) };
};

function startOf(
  streams: DynamoDbStreams,
  stream: Stream,
  { ShardIteratorType: type, SequenceNumber: number }: GetShardIteratorInput,
  { now }: Call,
): number {
  switch (type) {
    case 'TRIM_HORIZON':
    case 'LATEST':
      if (number !== undefined) throw validation(`Invalid SequenceNumber: ${number}`);
      return type === 'LATEST' ? streams.newest() : stream.startsAt - 1;
    case 'AT_SEQUENCE_NUMBER':
    case 'AFTER_SEQUENCE_NUMBER': {
      const sequence = number === undefined ? undefined : sequenceOf(number);
      if (sequence === undefined || sequence < stream.startsAt || sequence > streams.newest() + 1) {
        throw validation(`Invalid SequenceNumber: ${number}`);
      }
      if (sequence < streams.oldest(stream, now)) throw trimmedData();
      return type === 'AT_SEQUENCE_NUMBER' ? sequence - 1 : sequence;
    }
    case undefined:
    default:
      throw validation(
        `1 validation error detected: Value '${type}' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set: [${TYPES.join(', ')}]`,
      );
  }
}
