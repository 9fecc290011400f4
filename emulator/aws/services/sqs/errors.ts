/**
 * What SQS answers when it refuses. Codes are the JSON protocol's names; errors that have no shape in the model carry
 * the query protocol's name beside (aws.md section C, recordings of 2023-11-14 and 2025-08-19).
 */
import { AwsError } from '../../kernel/aws-error.ts';

const refusal = (code: string, message: string, status = 400): AwsError =>
  new AwsError({ code, message, status });

/** The query protocol says it longer. */
export const queueDoesNotExist = (queryProtocol: boolean): AwsError =>
  refusal(
    'QueueDoesNotExist',
    queryProtocol
      ? 'The specified queue does not exist for this wsdl version.'
      : 'The specified queue does not exist.',
  );

export const queueNameExists = (attribute: string): AwsError =>
  refusal(
    'QueueNameExists',
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
  );

export const queueDeletedRecently = (): AwsError =>
  refusal(
    'QueueDeletedRecently',
    'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
  );

export const purgeQueueInProgress = (queueName: string): AwsError =>
  refusal(
    'PurgeQueueInProgress',
    `Only one PurgeQueue operation on ${queueName} is allowed every 60 seconds.`,
    403,
  );

export const invalidAddress = (address: string): AwsError =>
  refusal('InvalidAddress', `The address ${address} is not valid for this endpoint.`, 404);

export const invalidParameterValue = (message: string): AwsError =>
  new AwsError({
    code: 'InvalidParameterValueException',
    queryCode: 'InvalidParameterValue',
    status: 400,
    message,
  });

/** `Value 11 for parameter MaxNumberOfMessages is invalid. Reason: …` */
export const invalidParameter = (name: string, value: string | number, reason: string): AwsError =>
  invalidParameterValue(`Value ${value} for parameter ${name} is invalid. Reason: ${reason}`);

export const missingParameter = (name: string): AwsError =>
  new AwsError({
    code: 'MissingRequiredParameterException',
    queryCode: 'MissingParameter',
    status: 400,
    message: `The request must contain the parameter ${name}.`,
  });

export const unknownAttribute = (name: string): AwsError =>
  refusal('InvalidAttributeName', `Unknown Attribute ${name}.`);

export const invalidAttributeName = (message: string): AwsError => refusal('InvalidAttributeName', message);

export const invalidAttributeValue = (name: string, reason?: string): AwsError =>
  refusal(
    'InvalidAttributeValue',
    `Invalid value for the parameter ${name}.${reason === undefined ? '' : ` Reason: ${reason}`}`,
  );

export const invalidMessageContents = (message: string): AwsError =>
  refusal('InvalidMessageContents', message);

export const messageTooLong = (limit: number): AwsError =>
  invalidParameterValue(
    `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
  );

export const batchRequestTooLong = (limit: number, sent: number): AwsError =>
  refusal(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${limit} bytes. You have sent ${sent} bytes.`,
  );

export const tooManyEntries = (limit: number, sent: number): AwsError =>
  refusal(
    'TooManyEntriesInBatchRequest',
    `Maximum number of entries per request are ${limit}. You have sent ${sent}.`,
  );

export const emptyBatchRequest = (entry: string): AwsError =>
  refusal('EmptyBatchRequest', `There should be at least one ${entry} in the request.`);

export const invalidBatchEntryId = (): AwsError =>
  refusal(
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. ' +
      'It can be at most 80 letters long.',
  );

export const batchEntryIdsNotDistinct = (id: string): AwsError =>
  refusal('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);

export const receiptHandleIsInvalid = (handle: string): AwsError =>
  refusal('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);

/** In a batch. */
export const messageIsGone = (): AwsError =>
  refusal(
    'ReceiptHandleIsInvalid',
    'Message does not exist or is not available for visibility timeout change',
  );

export const overLimit = (message: string): AwsError => refusal('OverLimit', message, 403);

/** The shape has no message of its own. */
export const messageNotInflight = (): AwsError => refusal('MessageNotInflight', '');

export const resourceNotFound = (message: string): AwsError =>
  refusal('ResourceNotFoundException', message, 404);
