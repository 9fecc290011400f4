import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { QueueSpec } from '#pipeline';
import { changed, found, sameAttribute, type Change } from './change.ts';

/** Makes a queue what its description says. Dead-letter queues have to be ensured before the queues that use them. */
export async function ensureQueue(
  sqs: SQSClient,
  spec: QueueSpec,
  arnOf: (queue: string) => string,
): Promise<Change> {
  const QueueName = spec.name;
  const wanted = attributesOf(spec, arnOf);
  const standing = await found(
    sqs.send(new GetQueueUrlCommand({ QueueName })),
    'QueueDoesNotExist',
    'AWS.SimpleQueueService.NonExistentQueue',
  );
  if (standing === undefined) {
    await sqs.send(new CreateQueueCommand({ QueueName, Attributes: wanted }));
    return { kind: 'queue', name: QueueName, outcome: 'created' };
  }
  const { QueueUrl } = standing;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  const parts = Object.keys(wanted).filter((name) => !sameAttribute(wanted[name], Attributes[name as never]));
  if (parts.length > 0) {
    const changes = Object.fromEntries(parts.map((name) => [name, wanted[name] ?? '']));
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: changes }));
  }
  return changed('queue', QueueName, parts);
}

function attributesOf(spec: QueueSpec, arnOf: (queue: string) => string): Record<string, string> {
  const { attributes, deadLetter, policy } = spec;
  return {
    ...attributes,
    ...(deadLetter && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: arnOf(deadLetter.queue),
        maxReceiveCount: deadLetter.maxReceiveCount,
      }),
    }),
    ...(policy && { Policy: JSON.stringify(policy) }),
  };
}
