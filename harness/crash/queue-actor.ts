/** A queue: messages sent, received and deleted. What was not deleted comes again once it is visible again. */
import { change, type Fact, type Outcome } from './fact.ts';
import type { Actor, Dice, Findings, Life } from './world.ts';

const VISIBILITY = 30;

/** Whether the queue holds the message. */
type Message = Fact<boolean>;

export class QueueActor implements Actor {
  readonly #messages = new Map<string, Message>();
  #sent = 0;
  #url = '';

  async prepare({ sqs }: Life): Promise<void> {
    const { QueueUrl = '' } = await sqs.createQueue({
      QueueName: 'facts',
      Attributes: { VisibilityTimeout: String(VISIBILITY) },
    });
    this.#url = new URL(QueueUrl).pathname;
  }

  async act({ sqs }: Life, dice: Dice): Promise<Outcome> {
    if (dice.roll(3) > 0) return this.#send(sqs);
    let messages;
    try {
      messages = (await sqs.receiveMessage({ QueueUrl: this.#url, MaxNumberOfMessages: 3 })).Messages ?? [];
    } catch {
      // Nothing is known of a reception but that what was received comes again.
      return 'unknown';
    }
    for (const { Body = '', ReceiptHandle } of messages) {
      const fact = this.#messages.get(Body);
      if (fact === undefined || fact.possible.length > 1 || dice.roll(3) === 0) continue;
      const outcome = await change(
        fact,
        () => sqs.deleteMessage({ QueueUrl: this.#url, ReceiptHandle }),
        () => false,
      );
      if (outcome === 'unknown') return outcome;
    }
    return 'acknowledged';
  }

  #send(sqs: Life['sqs']): Promise<Outcome> {
    this.#sent += 1;
    const fact: Message = { name: `message ${this.#sent}`, possible: [false] };
    this.#messages.set(fact.name, fact);
    return change(
      fact,
      () => sqs.sendMessage({ QueueUrl: this.#url, MessageBody: fact.name }),
      () => true,
    );
  }

  /** Empties the queue: each check begins and ends without messages. */
  async check({ sqs, control, keepTime }: Life): Promise<Findings> {
    const { now } = await control.clock({ advance: (VISIBILITY + 1) * 1_000 });
    keepTime(Date.parse(now));
    const there = new Map<string, number>();
    for (let more = true; more;) {
      const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: this.#url, MaxNumberOfMessages: 10 });
      more = Messages.length > 0;
      for (const { Body = '', ReceiptHandle } of Messages) {
        there.set(Body, (there.get(Body) ?? 0) + 1);
        await sqs.deleteMessage({ QueueUrl: this.#url, ReceiptHandle });
      }
    }
    const wrong: string[] = [];
    for (const { name, possible } of this.#messages.values()) {
      const times = there.get(name) ?? 0;
      if (times > 1 || !possible.includes(times === 1)) {
        wrong.push(`${name} is there ${times} times, and may be: ${possible.join(' or ')}`);
      }
    }
    for (const body of there.keys())
      if (!this.#messages.has(body)) wrong.push(`nobody sent ${JSON.stringify(body)}`);
    const checked = this.#messages.size;
    this.#messages.clear();
    return { checked, wrong };
  }
}
