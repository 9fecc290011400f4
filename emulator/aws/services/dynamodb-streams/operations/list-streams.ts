import type { ListStreamsInput, ListStreamsOutput } from '@aws-sdk/client-dynamodb-streams';
import type { Operation } from '../../../kernel/operation.ts';
import { authorize, checkLimit, checkStreamArn } from '../requests.ts';
import type { DynamoDbStreams } from '../streams.ts';

const PAGE = 100;

/** The streams of an account in a region, or of one table: also those disabled less than a day ago. */
export const listStreams: Operation<DynamoDbStreams, ListStreamsInput, ListStreamsOutput> = (
  streams,
  input,
  call,
) => {
  const { TableName: tableName, Limit: limit = PAGE, ExclusiveStartStreamArn: after } = input;
  checkLimit(input.Limit, PAGE);
  if (after !== undefined) checkStreamArn(after);
  authorize(call, 'ListStreams', '*');
  const rest = streams
    .list(call.scope, call.now)
    .filter(
      (stream) =>
        (tableName ?? stream.tableName) === stream.tableName && (after === undefined || stream.arn > after),
    );
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    Streams: page.map(({ arn, tableName: name, label }) => ({
      StreamArn: arn,
      TableName: name,
      StreamLabel: label,
    })),
    ...(rest.length > limit && last !== undefined && { LastEvaluatedStreamArn: last.arn }),
  };
};
