/**
 * `s3_event_handler`: starts the workflow for every upload. The execution is named after the version of the upload, so that
 * an event that comes twice starts nothing twice.
 */
import { createHash } from 'node:crypto';
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { objectEventHandler } from '../processors/event-records.ts';
import type { ObjectEvent, ObjectEventHandler } from '../processors/event-records.ts';
import { imageOfKey, SIZES } from './platform-keys.ts';
import type { RenditionTask } from './render-image.ts';

export interface WorkflowStart {
  readonly sfn: SFNClient;
  readonly stateMachineArn: string;
}

/** The workflow's input. */
export interface WorkflowInput {
  readonly imageId: string;
  readonly userId: string;
  readonly bucket: string;
  readonly key: string;
  readonly tasks: readonly RenditionTask[];
}

/** Letters and digits only, at most 80: what names of executions may be. */
function executionName(imageId: string, { versionId, eTag, key }: ObjectEvent): string {
  const version = createHash('sha256')
    .update(`${key} ${versionId ?? eTag ?? ''}`)
    .digest('hex');
  return `${imageId}-${version.slice(0, 16)}`;
}

/** What is to be made of an upload: every size, and one that carries the watermark. */
export function workflowInput(event: ObjectEvent): WorkflowInput | undefined {
  const image = imageOfKey(event.key);
  if (image === undefined) return undefined;
  const { bucket, key } = event;
  const source = { ...image, bucket, key };
  return {
    ...source,
    tasks: [
      ...SIZES.map((size) => ({ ...source, size, watermark: false })),
      { ...source, size: 'large', watermark: true },
    ],
  };
}

/** Answers whether a workflow was started by this event. */
export async function startWorkflow(
  { sfn, stateMachineArn }: WorkflowStart,
  event: ObjectEvent,
): Promise<boolean> {
  const input = workflowInput(event);
  if (input === undefined) return false;
  try {
    await sfn.send(
      new StartExecutionCommand({
        stateMachineArn,
        name: executionName(input.imageId, event),
        input: JSON.stringify(input),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return false;
    throw error;
  }
}

let configured: ObjectEventHandler | undefined;

function configure(): ObjectEventHandler {
  const stateMachineArn = process.env['STATE_MACHINE_ARN'];
  if (!stateMachineArn) throw new Error('STATE_MACHINE_ARN is not set: there is no workflow to start');
  const sfn = new SFNClient({});
  return objectEventHandler((event) => startWorkflow({ sfn, stateMachineArn }, event));
}

/** The Lambda entry point. */
export const handler: ObjectEventHandler = (event) => {
  configured ??= configure();
  return configured(event);
};
