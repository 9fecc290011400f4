import type { DescribeStreamInput, DescribeStreamOutput, Shard } from '@aws-sdk/client-dynamodb-streams';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { authorize, checkLimit, checkRequired, checkStreamArn } from '../requests.ts';
import { sequenceNumber, type DynamoDbStreams, type Stream } from '../streams.ts';

/** What a stream is, and its shards. */
export const describeStream: Operation<DynamoDbStreams, DescribeStreamInput, DescribeStreamOutput> = (
  streams,
  input,
  call,
) => {
  checkRequired(input, 'StreamArn');
  checkLimit(input.Limit, 100);
  const { StreamArn: arn = '', ExclusiveStartShardId: after } = input;
  checkStreamArn(arn);
  authorize(call, 'DescribeStream', arn);
  const stream = streams.find(arn, call.now);
  const shard = shardOf(stream);
  return {
    StreamDescription: {
      StreamArn: stream.arn,
      StreamLabel: stream.label,
      StreamStatus: stream.closedAt === undefined ? 'ENABLED' : 'DISABLED',
      StreamViewType: stream.viewType,
      CreationRequestDateTime: toDate(stream.openedAt),
      TableName: stream.tableName,
      KeySchema: stream.keySchema,
      Shards: after === undefined || after < stream.shardId ? [shard] : [],
    },
  };
};

const shardOf = ({ shardId, startsAt, endsAt }: Stream): Shard => ({
  ShardId: shardId,
  SequenceNumberRange: {
    StartingSequenceNumber: sequenceNumber(startsAt),
    ...(endsAt !== undefined && { EndingSequenceNumber: sequenceNumber(endsAt) }),
  },
});
