/**
 * Message move tasks: bringing messages of a dead-letter queue back to where they came from, or elsewhere (API reference
 * StartMessageMoveTask, developer guide dead-letter queue redrive, 2026-11; error texts and status fields as recorded
 * 2024-01-03 and 2024-01-05). A moved message is a new one: it gets a new id and its age begins anew.
 *
 * Gaps: without MaxNumberOfMessagesPerSecond AWS chooses the pace; here it is 500 a second.
 */
import { seconds, type Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { DeliveryOutcome } from '../../kernel/outbox.ts';
import type { Statement } from '../../kernel/store.ts';
import { invalidParameterValue, resourceNotFound } from './errors.ts';
import type { MessageRow, Messages } from './messages.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

export interface MoveTask {
  readonly id: number;
  readonly task_id: string;
  readonly source: string;
  readonly destination: string | null;
  readonly max_per_second: number | null;
  readonly status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  readonly moved: number;
  readonly to_move: number;
  readonly started: Instant;
  readonly failure: string | null;
}

const FASTEST = 500;
const TOPIC = 'sqs.move';

export class MoveTasks {
  readonly #kernel: Kernel;
  readonly #queues: Queues;
  readonly #messages: Messages;
  readonly #onArrival: (queue: Queue) => void;
  readonly #insert: Statement<never>;
  readonly #byTaskId: Statement<MoveTask>;
  readonly #bySource: Statement<MoveTask>;
  readonly #progress: Statement<never>;
  readonly #end: Statement<never>;

  constructor(kernel: Kernel, queues: Queues, messages: Messages, onArrival: (queue: Queue) => void) {
    this.#kernel = kernel;
    this.#queues = queues;
    this.#messages = messages;
    this.#onArrival = onArrival;
    const { store } = kernel;
    this.#insert = store.statement(
      `INSERT INTO sqs_move_tasks (task_id, source, destination, max_per_second, status, moved, to_move, started)
       VALUES (?, ?, ?, ?, 'RUNNING', 0, ?, ?)`,
    );
    this.#byTaskId = store.statement('SELECT * FROM sqs_move_tasks WHERE task_id = ?');
    this.#bySource = store.statement(
      'SELECT * FROM sqs_move_tasks WHERE source = ? ORDER BY id DESC LIMIT ?',
    );
    this.#progress = store.statement('UPDATE sqs_move_tasks SET moved = moved + ? WHERE id = ?');
    this.#end = store.statement('UPDATE sqs_move_tasks SET status = ?, failure = ? WHERE id = ?');
    kernel.outbox.handle<{ taskId: string }>(TOPIC, ({ payload, cause }) =>
      this.#step(payload.taskId, cause),
    );
  }

  /**
   * Starts to move what the source holds now.
   *
   * @param destination ARN; absent: each message goes back to the queue it failed in
   * @returns the task's handle
   * @throws AwsError InvalidParameterValue when a task is running on the source already
   */
  start(
    source: Queue,
    destination: string | undefined,
    maxPerSecond: number | undefined,
    at: { readonly now: Instant; readonly cause: Cause },
  ): string {
    if (this.list(source.arn, 1)[0]?.status === 'RUNNING') {
      throw invalidParameterValue(
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      );
    }
    const taskId = this.#kernel.ids.uuid();
    const { visible } = this.#messages.counts(source, at.now);
    this.#kernel.store.transact(() => {
      this.#insert.run(taskId, source.arn, destination ?? null, maxPerSecond ?? null, visible, at.now);
      this.#kernel.outbox.add(TOPIC, { taskId }, { cause: at.cause });
    });
    return writeTaskHandle(taskId, source.arn);
  }

  /** The newest tasks of a source first. */
  list(sourceArn: string, limit: number): MoveTask[] {
    return this.#bySource.all(sourceArn, limit);
  }

  /**
   * Stops a task; what it has moved stays moved.
   *
   * @returns how many messages that is
   * @throws AwsError ResourceNotFoundException
   */
  cancel(taskId: string): number {
    const task = this.#byTaskId.get(taskId);
    if (task?.status !== 'RUNNING') throw resourceNotFound('Task does not exist.');
    this.#end.run('CANCELLED', null, task.id);
    return task.moved;
  }

  /** Moves one second's worth of messages. */
  #step(taskId: string, cause: Cause): DeliveryOutcome {
    const task = this.#byTaskId.get(taskId);
    if (task?.status !== 'RUNNING') return;
    const now = this.#kernel.clock.now();
    const source = this.#queues.byArn(task.source);
    const remaining = task.to_move - task.moved;
    const limit = Math.min(task.max_per_second ?? FASTEST, remaining);
    return this.#kernel.store.transact(() => {
      const messages = source === undefined ? [] : this.#messages.receivable(source, now, limit);
      for (const message of messages) {
        const failure = this.#move(task, message, now, cause);
        if (failure !== undefined) return void this.#end.run('FAILED', failure, task.id);
      }
      if (messages.length < limit || messages.length === remaining) {
        return void this.#end.run('COMPLETED', null, task.id);
      }
      return { retryAt: now + seconds(1) };
    });
  }

  /** Moves a message; returns the reason when it cannot. */
  #move(task: MoveTask, message: MessageRow, now: Instant, cause: Cause): string | undefined {
    const arn = task.destination ?? message.dead_letter_source;
    if (arn === null) return 'CouldNotDetermineMessageSource';
    const queue = this.#queues.byArn(arn);
    if (queue === undefined) return 'AWS.SimpleQueueService.NonExistentQueue';
    const { ids, journal, store } = this.#kernel;
    const messageId = ids.uuid();
    const seq = journal.reserve();
    const sequence = queue.fifo ? this.#messages.nextSequence() : null;
    const moved = { message_id: messageId, sent: now, visible_at: now + queue.delay, sequence, cause: seq };
    this.#messages.remove(message);
    this.#messages.add(queue, { ...message, ...moved });
    this.#progress.run(1, task.id);
    store.afterCommit(() => {
      const { message_id: replaces, cause: from } = message;
      journal.append(
        { type: 'sqs.message', cause: from, queue: queue.arn, messageId, replaces, task: cause },
        seq,
      );
      this.#onArrival(queue);
    });
    return undefined;
  }
}

const writeTaskHandle = (taskId: string, sourceArn: string): string =>
  Buffer.from(JSON.stringify({ taskId, sourceArn })).toString('base64');

export const taskHandleOf = (task: MoveTask): string => writeTaskHandle(task.task_id, task.source);

/** @throws AwsError InvalidParameterValue */
export function readTaskHandle(handle: string): { readonly taskId: string; readonly sourceArn: string } {
  try {
    const parsed = JSON.parse(Buffer.from(handle, 'base64').toString()) as Record<string, unknown>;
    const { taskId, sourceArn } = parsed;
    if (typeof taskId === 'string' && typeof sourceArn === 'string') return { taskId, sourceArn };
  } catch {
    // No handle of ours: answered below like any other text.
  }
  throw invalidParameterValue('Value for parameter TaskHandle is invalid.');
}
