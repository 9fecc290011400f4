/** What DynamoDB Streams answers when it refuses (aws.md section E.8). */
import { AwsError } from '../../kernel/aws-error.ts';

const refusal = (code: string, message: string): AwsError => new AwsError({ code, status: 400, message });

export const validation = (message: string): AwsError => refusal('ValidationException', message);

export const streamNotFound = (arn: string): AwsError =>
  refusal('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);

export const shardNotFound = (shardId: string, arn: string): AwsError =>
  refusal(
    'ResourceNotFoundException',
    `Requested resource not found: Shard: ${shardId} in Stream: ${arn} not found`,
  );

export const trimmedData = (): AwsError =>
  refusal(
    'TrimmedDataAccessException',
    'The operation attempted to read past the oldest stream record in a shard.',
  );

export const expiredIterator = (): AwsError =>
  refusal(
    'ExpiredIteratorException',
    'The shard iterator has expired and can no longer be used to retrieve stream records.',
  );
