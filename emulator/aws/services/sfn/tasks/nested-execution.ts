/** Starting another state machine and waiting for its end: `.sync`, whose Output is text, and `.sync:2`, whose is JSON. */
import { asText, isObject, type Json, type JsonObject } from '../asl/json.ts';
import { StatesError } from '../asl/states-error.ts';
import type { Task } from '../running/task-state.ts';
import type { Resource } from './resource.ts';
import { parse } from './service-call.ts';

type Submit = (task: Task, parameters?: Json) => Promise<JsonObject | undefined>;

/** `undefined` when the task's time ran out first. */
export async function startNested(
  task: Task,
  { waiting }: Resource & { readonly kind: 'service' },
  submit: Submit,
): Promise<{ readonly result: Json } | undefined> {
  const { frame, deadline } = task;
  const { fiber, facts } = frame;
  const given = isObject(task.parameters) ? task.parameters : {};
  // A name of its own makes starting it again after a restart the same start.
  const parameters: JsonObject = { Name: fiber.uuid(), ...given };
  const started = await submit(task, parameters);
  if (started === undefined) return undefined;
  const executionArn = asText(started['ExecutionArn']);
  const { children } = facts;
  while (children.outcome(executionArn)?.running === true) {
    if (deadline !== undefined && fiber.ground.clock.now() >= deadline) return undefined;
    await fiber.wait<void>((resume) => {
      const leave = children.onEnd(executionArn, () => resume());
      const cancel =
        deadline === undefined ? undefined : fiber.ground.clock.schedule(deadline, () => resume());
      return () => {
        leave();
        cancel?.();
      };
    });
  }
  const shown = children.describe(executionArn);
  if (shown['Status'] !== 'SUCCEEDED') throw new StatesError('States.TaskFailed', JSON.stringify(shown));
  const parsed: JsonObject = {
    ...shown,
    Input: parse(asText(shown['Input'])),
    Output: parse(asText(shown['Output'])),
  };
  return { result: waiting === 'sync:2' ? parsed : shown };
}
