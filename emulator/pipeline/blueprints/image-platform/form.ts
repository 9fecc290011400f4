/** A form of the image platform: what the two have in common, around what they differ in. */
import type {
  AlarmSpec,
  Blueprint,
  BlueprintContext,
  BucketSpec,
  QueueSpec,
  Resources,
} from '../blueprint.ts';
import { named } from '../arn.ts';
import { environment, key, NAMES, SOURCE } from './facts.ts';
import { usageAsWritten, usageRepaired } from './usage.ts';
import { trail } from './watching.ts';
import { functions, workflow } from './workflow.ts';

export interface Differences {
  readonly logs: BucketSpec;
  readonly input: BucketSpec;
  readonly output: BucketSpec;
  readonly alarms: readonly AlarmSpec[];
  /** Where events go that the handler has failed for good; without it they are lost. */
  readonly deadLetters?: QueueSpec;
}

export function imagePlatformAs(
  form: Blueprint['form'],
  differences: (context: BlueprintContext) => Differences,
): Blueprint {
  const resources = (context: BlueprintContext): Resources => {
    const { logs, input, output, alarms, deadLetters } = differences(context);
    const handler = named(NAMES.eventHandler, context);
    return {
      // The logs bucket first, because the others write their logs into it.
      buckets: [logs, input, output],
      queues: deadLetters === undefined ? [] : [deadLetters],
      topics: [],
      functions: functions(context).map((spec) =>
        deadLetters !== undefined && spec.name === handler
          ? { ...spec, deadLetterQueue: deadLetters.name }
          : spec,
      ),
      tables: [],
      keys: [key(context)],
      stateMachines: [workflow(context)],
      alarms,
      trails: [trail(context)],
      environment: environment(context),
    };
  };
  const usage = form === 'repaired' ? usageRepaired : usageAsWritten;
  return { name: 'image-platform', form, source: SOURCE, resources, usage };
}
