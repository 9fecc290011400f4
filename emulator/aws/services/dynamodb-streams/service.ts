/** DynamoDB Streams, API version 2012-08-10. Evidence: aws.md section E.8; gaps: `streams.ts`. */
import { defineService } from '../../kernel/operation.ts';
import { readModel } from '../../wire/schema.ts';
import { describeStream } from './operations/describe-stream.ts';
import { getRecords } from './operations/get-records.ts';
import { getShardIterator } from './operations/get-shard-iterator.ts';
import { listStreams } from './operations/list-streams.ts';
import { DynamoDbStreams } from './streams.ts';

export const dynamodbStreams = defineService({
  name: 'dynamodb-streams',
  model: async () => readModel(await import('@aws-sdk/client-dynamodb-streams')),
  create: (kernel) => new DynamoDbStreams(kernel),
  operations: {
    DescribeStream: describeStream,
    GetRecords: getRecords,
    GetShardIterator: getShardIterator,
    ListStreams: listStreams,
  },
});
