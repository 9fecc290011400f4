/** What works in the image platform: the functions, and the workflow that leads them. */
import type { BlueprintContext, FunctionSpec, StateMachineSpec } from '../blueprint.ts';
import { bucketArn, functionArn, named } from '../arn.ts';
import { keyArn, NAMES } from './facts.ts';

const encryptedAccess = (context: BlueprintContext) => ({
  Effect: 'Allow',
  Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  Resource: keyArn(context),
});

const workflowArn = (context: BlueprintContext): string =>
  `arn:aws:states:${context.region}:${context.accountId}:stateMachine:${named(NAMES.workflow, context)}`;

export function functions(context: BlueprintContext): readonly FunctionSpec[] {
  const output = named(NAMES.output, context);
  const environment = { S3_OUTPUT_BUCKET: output };
  const writes = { Effect: 'Allow', Action: 's3:PutObject', Resource: `${bucketArn(output)}/*` };
  const reads = {
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `${bucketArn(named(NAMES.input, context))}/uploads/*`,
  };
  return [
    {
      name: named(NAMES.eventHandler, context),
      runtime: 'nodejs24.x',
      source: { module: 'image-platform/s3-event-handler.ts', handler: 'handler' },
      timeout: 30,
      memory: 256,
      environment: { STATE_MACHINE_ARN: workflowArn(context) },
      permissions: [
        {
          statementId: 'AllowS3Invoke',
          principal: 's3.amazonaws.com',
          sourceArn: bucketArn(named(NAMES.input, context)),
          sourceAccount: context.accountId,
        },
      ],
      rights: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: workflowArn(context) }],
    },
    {
      name: named(NAMES.render, context),
      runtime: 'nodejs24.x',
      source: { module: 'image-platform/render-image.ts', handler: 'handler', sharp: true },
      timeout: 60,
      memory: 1536,
      environment,
      permissions: [],
      rights: [reads, writes, encryptedAccess(context)],
    },
    {
      name: named(NAMES.writeInfo, context),
      runtime: 'nodejs24.x',
      source: { module: 'image-platform/write-processing-info.ts', handler: 'handler' },
      timeout: 30,
      memory: 256,
      environment,
      permissions: [],
      rights: [writes, encryptedAccess(context)],
    },
  ];
}

/** Poison is not tried again; all else is, with growing pauses. */
const RETRY = [
  { ErrorEquals: ['UnprocessableImage'], MaxAttempts: 0 },
  { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 3, BackoffRate: 2 },
];

/** One rendition per task, side by side; then what has been made is written down. */
export function workflow(context: BlueprintContext): StateMachineSpec {
  const render = functionArn(named(NAMES.render, context), context);
  const writeInfo = functionArn(named(NAMES.writeInfo, context), context);
  return {
    name: named(NAMES.workflow, context),
    definition: {
      Comment: 'Makes the renditions of one upload',
      StartAt: 'RenderAll',
      States: {
        RenderAll: {
          Type: 'Map',
          ItemsPath: '$.tasks',
          MaxConcurrency: 3,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'INLINE' },
            StartAt: 'Render',
            States: { Render: { Type: 'Task', Resource: render, Retry: RETRY, End: true } },
          },
          ResultPath: '$.renditions',
          Next: 'WriteProcessingInfo',
        },
        WriteProcessingInfo: { Type: 'Task', Resource: writeInfo, Retry: RETRY, End: true },
      },
    },
    rights: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: [render, writeInfo] }],
  };
}
