/** Names of topics and subscriptions, with SNS's complaints about those that are none. */
import { parseArn, type ArnParts } from '../../kernel/scope.ts';
import { invalidParameter } from './errors.ts';

/**
 * Splits an ARN.
 *
 * @param parameter the name to complain about: `TopicArn`
 * @throws AwsError InvalidParameter
 */
export function readArn(text: string | undefined, parameter: string): ArnParts {
  const parts = parseArn(text ?? '');
  const elements = (text ?? '').split(':').length;
  if (elements < 6) {
    throw invalidParameter(`${parameter} Reason: An ARN must have at least 6 elements, not ${elements}`);
  }
  if (parts?.service !== 'sns') throw invalidParameter(parameter);
  return parts;
}

const TOPIC_NAME = /^[\w-]{1,256}$/;
const FIFO_TOPIC_NAME = /^(?=.{1,256}$)[\w-]+\.fifo$/;

/** @throws AwsError InvalidParameter */
export function checkTopicName(name: string | undefined, fifo: boolean): asserts name is string {
  if (!fifo && !TOPIC_NAME.test(name ?? '')) throw invalidParameter('Topic Name');
  if (fifo && !FIFO_TOPIC_NAME.test(name ?? '')) {
    throw invalidParameter(
      'Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, ' +
        'numbers, underscores, and hyphens, and must be between 1 and 256 characters long.',
    );
  }
}
