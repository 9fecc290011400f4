/**
 * What SNS answers when it refuses. Codes are the SDK's exception names; the query protocol's own (`InvalidParameter`,
 * `NotFound`) follow from the model (aws.md section C.4, recordings of 2023-08-24 to 2024-10-03).
 */
import { AwsError } from '../../kernel/aws-error.ts';

const refusal = (code: string, message: string, status = 400): AwsError =>
  new AwsError({ code, message, status });

/** `Invalid parameter: Subject` */
export const invalidParameter = (what: string): AwsError =>
  refusal('InvalidParameterException', `Invalid parameter: ${what}`);

/** Without the usual beginning. */
export const invalidParameterVerbatim = (message: string): AwsError =>
  refusal('InvalidParameterException', message);

/** Message attributes have an error of their own. */
export const invalidMessageAttribute = (message: string): AwsError =>
  refusal('InvalidParameterValueException', message);

export const topicNotFound = (): AwsError => refusal('NotFoundException', 'Topic does not exist', 404);

export const subscriptionNotFound = (): AwsError =>
  refusal('NotFoundException', 'Subscription does not exist', 404);

export const resourceNotFound = (): AwsError =>
  refusal('ResourceNotFoundException', 'Resource does not exist', 404);

export const tooManyEntries = (): AwsError =>
  refusal(
    'TooManyEntriesInBatchRequestException',
    'The batch request contains more entries than permissible.',
  );

export const emptyBatchRequest = (): AwsError =>
  refusal('EmptyBatchRequestException', "The batch request doesn't contain any entries.");

export const batchEntryIdsNotDistinct = (): AwsError =>
  refusal('BatchEntryIdsNotDistinctException', 'Two or more batch entries in the request have the same Id.');

export const invalidBatchEntryId = (): AwsError =>
  refusal(
    'InvalidBatchEntryIdException',
    "The Id of a batch entry in a batch request doesn't abide by the specification.",
  );

export const batchRequestTooLong = (): AwsError =>
  refusal(
    'BatchRequestTooLongException',
    'The length of all the messages put together is more than the limit.',
  );
