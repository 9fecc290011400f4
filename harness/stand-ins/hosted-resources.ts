/**
 * A blueprint whose functions run beside the target: what would have called them fills a queue instead, which is emptied
 * into them. What an API or a workflow calls is not fed: no queue stands for a caller who waits.
 */
import type { BlueprintContext, BucketSpec, FunctionSpec, QueueSpec, Resources, TopicSpec } from '#pipeline';

/** As what a message of the queue reaches the function. */
export type Shape = 'event of S3' | 'event of SNS' | 'event of SQS';

/** A queue of the target that is emptied into a function. */
export interface Feed {
  readonly queue: string;
  readonly functionName: string;
  readonly shape: Shape;
}

export interface HostedResources {
  readonly resources: Resources;
  readonly feeds: readonly Feed[];
}

/** Tries that Lambda gives an event before it counts as failed. */
const TRIES = 3;

export function hostedResources(resources: Resources, context: BlueprintContext): HostedResources {
  const hosting = new Hosting(resources.functions, context);
  const topics = resources.topics.map((topic) => hosting.topic(topic));
  const buckets = resources.buckets.map((bucket) => hosting.bucket(bucket));
  const functions = resources.functions.map((spec) => hosting.hosted(spec));
  return {
    resources: { ...resources, topics, buckets, functions, queues: [...resources.queues, ...hosting.queues] },
    feeds: hosting.feeds,
  };
}

class Hosting {
  readonly feeds: Feed[] = [];
  readonly queues: QueueSpec[] = [];
  readonly #functions: readonly FunctionSpec[];
  readonly #context: BlueprintContext;

  constructor(functions: readonly FunctionSpec[], context: BlueprintContext) {
    this.#functions = functions;
    this.#context = context;
  }

  topic(topic: TopicSpec): TopicSpec {
    const subscriptions = topic.subscriptions.map((subscription) => {
      const called = this.#called(subscription.endpointArn);
      if (called === undefined) return subscription;
      const endpointArn = this.#feed(called, 'event of SNS', 'sns.amazonaws.com');
      return { ...subscription, protocol: 'sqs' as const, endpointArn };
    });
    return { ...topic, subscriptions };
  }

  bucket(bucket: BucketSpec): BucketSpec {
    const { LambdaFunctionConfigurations: calls = [], ...others } = bucket.notifications ?? {};
    if (calls.length === 0) return bucket;
    const queued = calls.flatMap(({ LambdaFunctionArn, ...rule }) => {
      const called = this.#called(LambdaFunctionArn);
      return called === undefined
        ? []
        : [{ ...rule, QueueArn: this.#feed(called, 'event of S3', 's3.amazonaws.com') }];
    });
    const QueueConfigurations = [...(others.QueueConfigurations ?? []), ...queued];
    return { ...bucket, notifications: { ...others, QueueConfigurations } };
  }

  /** The function as it runs beside the target, where nothing but a feed calls it. */
  hosted(spec: FunctionSpec): FunctionSpec {
    const { eventSources = [], deadLetterQueue: _, ...rest } = spec;
    for (const { queueArn } of eventSources) {
      const queue = queueArn.split(':').at(-1) ?? '';
      this.feeds.push({ queue, functionName: spec.name, shape: 'event of SQS' });
    }
    return { ...rest, permissions: [] };
  }

  #called(arn: string | undefined): FunctionSpec | undefined {
    return this.#functions.find(({ name }) => arn?.endsWith(`:function:${name}`) === true);
  }

  /** Makes the queue that stands for calls of a function by a service; its ARN. */
  #feed({ name, timeout, deadLetterQueue }: FunctionSpec, shape: Shape, service: string): string {
    const queue = `${name}-feed`;
    const { region, accountId } = this.#context;
    const arn = `arn:aws:sqs:${region}:${accountId}:${queue}`;
    if (this.queues.some((made) => made.name === queue)) return arn;
    this.feeds.push({ queue, functionName: name, shape });
    this.queues.push({
      name: queue,
      // AWS's advice for queues before functions: six times the function's timeout.
      attributes: { VisibilityTimeout: String(timeout * 6) },
      ...(deadLetterQueue !== undefined && {
        deadLetter: { queue: deadLetterQueue, maxReceiveCount: TRIES },
      }),
      policy: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: service }, Action: 'sqs:SendMessage', Resource: arn },
        ],
      },
    });
    return arn;
  }
}
