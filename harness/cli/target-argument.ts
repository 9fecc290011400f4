import { InvalidArgumentError } from 'commander';
import { namedTarget } from '../suite/named-target.ts';
import type { TargetChoice } from '../suite/target-choice.ts';

/** A target as the only word for it. */
export function targetArgument(text: string): TargetChoice {
  const choice = namedTarget(text);
  if (choice !== undefined) return choice;
  throw new InvalidArgumentError('A target is embedded, localstack, localstack:IMAGE, aws or a URL.');
}
