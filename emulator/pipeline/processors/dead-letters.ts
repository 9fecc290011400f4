/**
 * Messages that no retry will mend go into their queue's dead-letter queue at once, and with the reason: SQS itself would
 * move them only after so many receives, and could not say why.
 */
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Message, SQSClient } from '@aws-sdk/client-sqs';

/** As much of a reason as Lambda puts into its own dead letters. */
const LONGEST_REASON = 1024;

export class DeadLetters {
  readonly #sqs: SQSClient;
  readonly #queueUrl: string;
  #target: Promise<string | undefined> | undefined;

  constructor(sqs: SQSClient, queueUrl: string) {
    this.#sqs = sqs;
    this.#queueUrl = queueUrl;
  }

  /**
   * Moves a message, with the attributes `ErrorType` and `ErrorMessage`. A message may get there twice, when it was sent
   * and could not be deleted.
   *
   * @returns false where the queue has no dead-letter queue
   */
  async bury(message: Message, reason: Error): Promise<boolean> {
    this.#target ??= this.#find();
    const QueueUrl = await this.#target.catch((error: unknown) => {
      this.#target = undefined;
      throw error;
    });
    if (QueueUrl === undefined) return false;
    const text = (value: string) => ({ DataType: 'String', StringValue: value.slice(0, LONGEST_REASON) });
    await this.#sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: message.Body,
        MessageAttributes: {
          ErrorType: text(reason.name),
          ErrorMessage: text(reason.message || reason.name),
        },
      }),
    );
    const { ReceiptHandle } = message;
    await this.#sqs.send(new DeleteMessageCommand({ QueueUrl: this.#queueUrl, ReceiptHandle }));
    return true;
  }

  async #find(): Promise<string | undefined> {
    const { Attributes } = await this.#sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: this.#queueUrl, AttributeNames: ['RedrivePolicy'] }),
    );
    const policy = Attributes?.RedrivePolicy;
    if (policy === undefined) return undefined;
    const { deadLetterTargetArn } = JSON.parse(policy) as { deadLetterTargetArn: string };
    const QueueName = deadLetterTargetArn.slice(deadLetterTargetArn.lastIndexOf(':') + 1);
    const { QueueUrl } = await this.#sqs.send(new GetQueueUrlCommand({ QueueName }));
    return QueueUrl;
  }
}
