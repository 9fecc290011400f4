/** What EventBridge demands of a target when it is put. */
import type { Target } from '@aws-sdk/client-eventbridge';
import { notImplemented } from '../../kernel/aws-error.ts';
import { parseArn } from '../../kernel/scope.ts';
import { constraint, missing, validation } from './errors.ts';
import type { EventBridge } from './eventbridge.ts';
import { checkInput } from './target-input.ts';

/** Parameters of kinds of targets that nothing here can be. */
const ELSEWHERE = [
  'KinesisParameters',
  'RunCommandParameters',
  'EcsParameters',
  'BatchParameters',
  'HttpParameters',
  'RedshiftDataParameters',
  'SageMakerPipelineParameters',
  'AppSyncParameters',
] as const;

/** @throws AwsError ValidationException; NotImplemented for kinds of targets that are not there */
export function checkTarget({ deliveries }: EventBridge, target: Target, at: number): void {
  const { Id: id, Arn: targetArn, RoleArn, SqsParameters, RetryPolicy: retry } = target;
  const path = `targets.${at + 1}.member`;
  if (id === undefined) throw missing(`${path}.id`);
  if (targetArn === undefined) throw missing(`${path}.arn`);
  if (!/^[.\w-]{1,64}$/.test(id)) {
    throw constraint(id, `${path}.id`, String.raw`satisfy regular expression pattern: [\.\-_A-Za-z0-9]+`);
  }
  const parts = parseArn(targetArn);
  if (parts === undefined) {
    throw validation(`Parameter ${targetArn} is not valid. Reason: Provided Arn is not in correct format.`);
  }
  const foreign = ELSEWHERE.find((name) => target[name] !== undefined);
  if (foreign !== undefined) throw notImplemented('eventbridge', `targets with ${foreign}`);
  if (!deliveries.reaches(parts.service)) throw notImplemented('eventbridge', `targets of ${parts.service}`);
  if (parts.service === 'states' && RoleArn === undefined) {
    throw validation(`RoleArn is required for target ${targetArn}.`);
  }
  const fifo = parts.service === 'sqs' && targetArn.endsWith('.fifo');
  if (fifo && SqsParameters === undefined) {
    throw validation(`Parameter(s) SqsParameters must be specified for target: ${id}.`);
  }
  if (!fifo && SqsParameters !== undefined) {
    throw validation(`Parameter(s) SqsParameters must not be specified for target: ${id}.`);
  }
  checkBounds(retry?.MaximumRetryAttempts, `${path}.retryPolicy.maximumRetryAttempts`, [0, 185]);
  checkBounds(retry?.MaximumEventAgeInSeconds, `${path}.retryPolicy.maximumEventAgeInSeconds`, [60, 86_400]);
  checkInput(target);
}

function checkBounds(
  value: number | undefined,
  path: string,
  [least, most]: readonly [number, number],
): void {
  if (value === undefined) return;
  if (value < least) throw constraint(value, path, `have value greater than or equal to ${least}`);
  if (value > most) throw constraint(value, path, `have value less than or equal to ${most}`);
}
