/** A queue that a bucket may send events to, and what has arrived in it. */
import type { World } from '#harness/vitest';

interface BucketEvent {
  readonly eventVersion: string;
  readonly eventName: string;
  readonly s3: {
    readonly bucket: { readonly name: string };
    readonly object: {
      readonly key: string;
      readonly eTag?: string;
      readonly size?: number;
      readonly versionId?: string;
      readonly sequencer: string;
    };
  };
}

export async function queueFor(world: World, Bucket: string) {
  const sqs = await world.clients.sqs();
  const QueueName = world.fresh('events');
  const QueueArn = `arn:aws:sqs:${world.region}:${world.accountId}:${QueueName}`;
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: QueueArn,
        Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${Bucket}` } },
      },
    ],
  });
  const { QueueUrl = '' } = await sqs.createQueue({ QueueName, Attributes: { Policy } });
  return { sqs, QueueUrl, QueueArn };
}

/** Waits for so many events and then sees to it that there are no more; test events do not count. */
export async function eventsOf(
  world: World,
  QueueUrl: string,
  count: number,
): Promise<readonly BucketEvent[]> {
  const sqs = await world.clients.sqs();
  const seen: BucketEvent[] = [];
  const look = async (): Promise<void> => {
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
    for (const { Body = '{}', ReceiptHandle } of Messages) {
      const { Records = [] } = JSON.parse(Body) as { readonly Records?: readonly BucketEvent[] };
      seen.push(...Records);
      await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
    }
  };
  await world.eventually(async () => {
    await look();
    return seen.length >= count ? seen : undefined;
  });
  await world.consistently(
    async () => {
      await look();
      if (seen.length > count) throw new Error(`${seen.length} events where ${count} were expected`);
    },
    { within: 1_000 },
  );
  return seen;
}
