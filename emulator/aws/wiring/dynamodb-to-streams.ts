/** What tables write, their streams tell: in the same transaction, so that a stream never says less or more. */
import type { Wiring } from '../cloud.ts';
import { streamChange } from '../services/dynamodb/stream-change.ts';

export const dynamodbToStreams: Wiring = ({ dynamodb, 'dynamodb-streams': streams }) => {
  dynamodb.onStream(({ table, now, enabled }) => {
    const { arn, stream, keySchema } = table.definition;
    if (stream === undefined) return;
    const streamArn = `${arn}/stream/${stream.label}`;
    if (!enabled) return streams.close(streamArn, now);
    streams.open({
      scope: table.scope,
      tableName: table.name,
      arn: streamArn,
      ...stream,
      keySchema,
      at: now,
    });
  });
  dynamodb.items.onChange((change) => {
    const told = streamChange(change);
    if (told !== undefined) streams.append(told);
  });
};
