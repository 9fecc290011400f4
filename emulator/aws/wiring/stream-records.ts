/** Changes of a table as functions get them: `Records` of a DynamoDB event. Evidence: aws.md section B.6. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb-streams';
import { toIso, type Instant } from '../kernel/instant.ts';
import type { ReadRecord, Stream } from '../services/dynamodb-streams/streams.ts';

export type FunctionStreamRecord = ReturnType<typeof streamRecord>;

type Image = Record<string, AttributeValue>;

export function streamRecord({ record }: ReadRecord, streamArn: string) {
  const { dynamodb = {}, userIdentity, ...rest } = record;
  const { ApproximateCreationDateTime: at, Keys, NewImage, OldImage, ...facts } = dynamodb;
  return {
    ...rest,
    dynamodb: {
      ...(at !== undefined && { ApproximateCreationDateTime: at.getTime() / 1_000 }),
      ...(Keys !== undefined && { Keys: imageOf(Keys) }),
      ...(NewImage !== undefined && { NewImage: imageOf(NewImage) }),
      ...(OldImage !== undefined && { OldImage: imageOf(OldImage) }),
      ...facts,
    },
    ...(userIdentity !== undefined && {
      userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId },
    }),
    eventSourceARN: streamArn,
  };
}

const imageOf = (image: Image): Record<string, object> =>
  Object.fromEntries(Object.entries(image).map(([name, value]) => [name, valueOf(value)]));

/** The same value with bytes as base64. */
function valueOf(value: AttributeValue): object {
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.M !== undefined) return { M: imageOf(value.M) };
  if (value.L !== undefined) return { L: value.L.map(valueOf) };
  return value;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export interface FailureFacts {
  readonly timestamp: Instant;
  readonly requestId: string;
  readonly functionArn: string;
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  readonly attempts: number;
  /** Of the last attempt, if there was one. */
  readonly executedVersion: string | undefined;
}

/** What a failure destination is told: where in the stream the records are, not what they say. */
export function failureDocument(
  stream: Stream,
  records: readonly FunctionStreamRecord[],
  { timestamp, requestId, functionArn, condition, attempts, executedVersion }: FailureFacts,
): object {
  const first = records[0]?.dynamodb;
  const last = records.at(-1)?.dynamodb;
  const arrival = (at = 0): string => toIso(at * 1_000);
  return {
    requestContext: { requestId, functionArn, condition, approximateInvokeCount: attempts },
    ...(executedVersion !== undefined && {
      responseContext: { statusCode: 200, executedVersion, functionError: 'Unhandled' },
    }),
    version: '1.0',
    timestamp: toIso(timestamp),
    DDBStreamBatchInfo: {
      shardId: stream.shardId,
      startSequenceNumber: first?.SequenceNumber,
      endSequenceNumber: last?.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first?.ApproximateCreationDateTime),
      approximateArrivalOfLastRecord: arrival(last?.ApproximateCreationDateTime),
      batchSize: records.length,
      streamArn: stream.arn,
    },
  };
}
