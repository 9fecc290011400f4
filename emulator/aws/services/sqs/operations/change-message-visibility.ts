import type { ChangeMessageVisibilityRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import { invalidParameter, missingParameter } from '../errors.ts';
import { readVisibilityTimeout } from '../ranges.ts';
import type { Sqs } from '../sqs.ts';

export const changeMessageVisibility: Operation<Sqs, ChangeMessageVisibilityRequest, object> = (
  sqs,
  input,
  call,
) => {
  const queue = openQueue(sqs, input.QueueUrl, 'sqs:ChangeMessageVisibility', call);
  const timeout = readVisibilityTimeout(input.VisibilityTimeout);
  if (input.ReceiptHandle === undefined) throw missingParameter('ReceiptHandle');
  if (timeout === undefined) throw missingParameter('VisibilityTimeout');
  if (!sqs.changeVisibility(queue, input.ReceiptHandle, timeout, call.now)) {
    throw invalidParameter(
      'ReceiptHandle',
      input.ReceiptHandle,
      'Message does not exist or is not available for visibility timeout change.',
    );
  }
  return {};
};
