/** Wordings that several lifecycle checks share. Evidence: fact sheet S3 §8.2. */
import type { AwsError } from '../../kernel/aws-error.ts';
import { invalidArgument } from './errors.ts';
import type { LifecycleRuleDocument } from './lifecycle-document.ts';

export const invalidTransitionTarget = (): AwsError =>
  invalidArgument('Invalid target Storage class for Transition action');

export const mustBePositive = (element: string, action: string): AwsError =>
  invalidArgument(`'${element}' for ${action} action must be a positive integer`);

/** A rule's filter as messages print it: `(prefix=x/ and tag={key=k, value=v})`. */
export function filterText({ prefix, filter }: LifecycleRuleDocument): string {
  const { And: and, ...direct } = filter ?? {};
  const tags = and?.Tags ?? (direct.Tag === undefined ? [] : [direct.Tag]);
  const larger = and?.ObjectSizeGreaterThan ?? direct.ObjectSizeGreaterThan;
  const smaller = and?.ObjectSizeLessThan ?? direct.ObjectSizeLessThan;
  const start = prefix ?? and?.Prefix ?? direct.Prefix;
  const parts = [
    ...(start === undefined ? [] : [`prefix=${start}`]),
    ...tags.map(({ Key, Value }) => `tag={key=${Key}, value=${Value}}`),
    ...(larger === undefined ? [] : [`objectsizegreaterthan=${larger}`]),
    ...(smaller === undefined ? [] : [`objectsizelessthan=${smaller}`]),
  ];
  return `(${parts.length === 0 ? 'prefix=' : parts.join(' and ')})`;
}
