/**
 * Event source mappings of tables' streams: changes are read in order, batch after batch, and the next batch waits until
 * the function has taken this one in, or it is given up. How far a mapping has come is kept, so that a restart goes on
 * where it was.
 *
 * Evidence: aws.md section B.6. Gaps: `ParallelizationFactor` is kept but batches run one at a time, as with factor 1;
 * tumbling windows are refused. The pause between attempts, one second doubled up to a minute, is ours.
 */
import { AwsError } from '../kernel/aws-error.ts';
import type { DynamoDbStreams } from '../services/dynamodb-streams/streams.ts';
import { invalidParameter } from '../services/lambda/errors.ts';
import type { Lambda } from '../services/lambda/lambda.ts';
import { StreamReader } from './stream-reader.ts';

interface Parts {
  readonly 'dynamodb-streams': DynamoDbStreams;
  readonly lambda: Lambda;
}

export function dynamodbStreamsToLambda({ 'dynamodb-streams': streams, lambda }: Parts): void {
  const readers = new Map<string, Set<StreamReader>>();
  streams.onRecords((arn) => {
    for (const reader of readers.get(arn) ?? []) reader.wake();
  });
  lambda.sources.connect('dynamodb', {
    check({ sourceArn }) {
      try {
        streams.find(sourceArn, lambda.kernel.clock.now());
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        throw invalidParameter(`Stream not found: ${sourceArn}`);
      }
    },
    start(mapping) {
      const reader = new StreamReader(streams, lambda, mapping);
      const fellows = readers.get(mapping.sourceArn) ?? new Set();
      readers.set(mapping.sourceArn, fellows.add(reader));
      reader.start();
      return () => {
        fellows.delete(reader);
        reader.stop();
      };
    },
  });
}
