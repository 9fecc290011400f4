/** Standard and FIFO queues, each with a dead-letter queue, under random actions on a clock that moves by hand. */
import { constant, constantFrom, nat, oneof, record, type Arbitrary } from 'fast-check';
import { seconds } from '../../kernel/instant.ts';
import type { Door } from '../door.ts';
import type { Bout, Checked } from '../model-check.ts';
import { MAX_RECEIVES, QueueModel, RETENTION, VISIBILITY } from './queue-model.ts';

type Action =
  | { readonly do: 'send'; readonly delay: number; readonly group: string; readonly deduplication: string }
  | { readonly do: 'receive'; readonly most: number; readonly visibility: number }
  | { readonly do: 'delete'; readonly receipt: number }
  | { readonly do: 'hide'; readonly receipt: number; readonly timeout: number }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'count' }
  | { readonly do: 'dead' };

const actions: Arbitrary<Action> = oneof(
  {
    weight: 6,
    arbitrary: record({
      do: constant('send' as const),
      delay: constantFrom(0, 0, 5),
      group: constantFrom('g', 'h'),
      deduplication: constantFrom('1', '2', '3', '4'),
    }),
  },
  {
    weight: 6,
    arbitrary: record({
      do: constant('receive' as const),
      most: constantFrom(1, 2, 10),
      visibility: constantFrom(0, VISIBILITY),
    }),
  },
  { weight: 2, arbitrary: record({ do: constant('delete' as const), receipt: nat() }) },
  {
    weight: 2,
    arbitrary: record({ do: constant('hide' as const), receipt: nat(), timeout: constantFrom(0, 5, 60) }),
  },
  {
    weight: 3,
    arbitrary: record({ do: constant('wait' as const), seconds: constantFrom(1, 5, 25, 30, 115, 300) }),
  },
  { weight: 1, arbitrary: record({ do: constant('count' as const) }) },
  { weight: 1, arbitrary: record({ do: constant('dead' as const) }) },
);

let queues = 0;

export const queueChecked = (fifo: boolean): Checked<Action, Door> => ({
  actions,
  longest: 40,
  async begin(door) {
    queues += 1;
    const suffix = fifo ? '.fifo' : '';
    const fifoAttributes = fifo ? { FifoQueue: 'true' } : {};
    const name = `queue-${queues}`;
    const dead = await door.call('CreateQueue', {
      QueueName: `${name}-dead${suffix}`,
      Attributes: fifoAttributes,
    });
    const deadUrl = String(dead['QueueUrl']);
    const { Attributes } = await door.call('GetQueueAttributes', {
      QueueUrl: deadUrl,
      AttributeNames: ['QueueArn'],
    });
    const { QueueArn: deadLetterTargetArn } = Attributes as { QueueArn: string };
    const { QueueUrl } = await door.call('CreateQueue', {
      QueueName: `${name}${suffix}`,
      Attributes: {
        ...fifoAttributes,
        VisibilityTimeout: String(VISIBILITY),
        MessageRetentionPeriod: String(RETENTION),
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: MAX_RECEIVES }),
      },
    });
    return new QueueBout(door, fifo, String(QueueUrl), deadUrl);
  },
});

/** So few that one receipt can bring them all. */
const MOST_MESSAGES = 9;

interface Received {
  readonly Body: string;
  readonly ReceiptHandle: string;
  readonly Attributes: { readonly ApproximateReceiveCount: string };
}

class QueueBout implements Bout<Action> {
  readonly #door: Door;
  readonly #fifo: boolean;
  readonly #url: string;
  readonly #deadUrl: string;
  readonly #model: QueueModel;
  readonly #handles: string[] = [];
  /** Bodies by message id: a duplicate is answered with the id of the first. */
  readonly #bodies = new Map<string, string>();

  constructor(door: Door, fifo: boolean, url: string, deadUrl: string) {
    this.#door = door;
    this.#fifo = fifo;
    this.#url = url;
    this.#deadUrl = deadUrl;
    this.#model = new QueueModel(fifo);
  }

  async step(action: Action): Promise<{ readonly actual: unknown; readonly expected: unknown }> {
    const model = this.#model;
    switch (action.do) {
      case 'send':
        return this.#send(action);
      case 'receive':
        return this.#receive(action);
      case 'delete':
      case 'hide': {
        if (this.#handles.length === 0) return NOTHING;
        const at = action.receipt % this.#handles.length;
        const receipt = model.receipts[at]!;
        const input = { QueueUrl: this.#url, ReceiptHandle: this.#handles[at] };
        return action.do === 'delete'
          ? { actual: await this.#done('DeleteMessage', input), expected: model.delete(receipt) }
          : {
              actual: await this.#done('ChangeMessageVisibility', {
                ...input,
                VisibilityTimeout: action.timeout,
              }),
              expected: model.changeVisibility(receipt, action.timeout),
            };
      }
      case 'wait':
        await this.#door.clock.advance(seconds(action.seconds));
        model.now += action.seconds;
        return NOTHING;
      case 'count':
        return { actual: await this.#counts(), expected: model.counts() };
      case 'dead': {
        const messages = await this.#take(this.#deadUrl, 10, 0);
        const seen = messages.map(({ Body, Attributes }) => ({
          body: Body,
          receives: Number(Attributes.ApproximateReceiveCount),
        }));
        return { actual: seen.toSorted((a, b) => (a.body < b.body ? -1 : 1)), expected: model.dead() };
      }
    }
  }

  async #send({ delay, group, deduplication }: Extract<Action, { do: 'send' }>) {
    const model = this.#model;
    if (model.alive >= MOST_MESSAGES) return NOTHING;
    const body = `m${String(this.#bodies.size).padStart(3, '0')}`;
    const input = this.#fifo
      ? { MessageGroupId: group, MessageDeduplicationId: deduplication }
      : { DelaySeconds: delay };
    const { MessageId } = await this.#door.call('SendMessage', {
      QueueUrl: this.#url,
      MessageBody: body,
      ...input,
    });
    const id = String(MessageId);
    if (!this.#bodies.has(id)) this.#bodies.set(id, body);
    const expected = this.#fifo ? model.send(body, 0, group, deduplication) : model.send(body, delay);
    return { actual: this.#bodies.get(id), expected };
  }

  async #receive({ most, visibility }: Extract<Action, { do: 'receive' }>) {
    // Which of those that were received too often are looked at is the queue's choice, unless all are.
    const limit = this.#model.spent ? 10 : most;
    const messages = await this.#take(this.#url, limit, visibility);
    this.#handles.push(...messages.map(({ ReceiptHandle }) => ReceiptHandle));
    const bodies = messages.map(({ Body }) => Body);
    return {
      actual: {
        lawful: true,
        count: messages.length,
        receives: messages.map(({ Attributes }) => Number(Attributes.ApproximateReceiveCount)),
      },
      expected: this.#model.receive(bodies, limit, visibility),
    };
  }

  async #take(
    QueueUrl: string,
    MaxNumberOfMessages: number,
    VisibilityTimeout: number,
  ): Promise<readonly Received[]> {
    const MessageSystemAttributeNames = ['ApproximateReceiveCount'];
    const input = { QueueUrl, MaxNumberOfMessages, VisibilityTimeout, MessageSystemAttributeNames };
    const { Messages = [] } = await this.#door.call('ReceiveMessage', input);
    return Messages as readonly Received[];
  }

  async #counts(): Promise<object> {
    const AttributeNames = ['All'];
    const { Attributes } = await this.#door.call('GetQueueAttributes', {
      QueueUrl: this.#url,
      AttributeNames,
    });
    const told = Attributes as Record<string, string>;
    return {
      visible: Number(told['ApproximateNumberOfMessages']),
      inFlight: Number(told['ApproximateNumberOfMessagesNotVisible']),
      delayed: Number(told['ApproximateNumberOfMessagesDelayed']),
    };
  }

  async #done(operation: string, input: object): Promise<object> {
    const { error } = (await this.#door.call(operation, input)) as { readonly error?: string };
    // Client and protocol spell one error in different ways.
    return error === undefined
      ? {}
      : {
          error: error.replace(/^.*\./, '').replace(/Exception$/, ''),
        };
  }
}

const NOTHING = { actual: undefined, expected: undefined };
