/** A blueprint as a design: provisioned step by step, each refusal noted and gone round, so that what lies behind it is seen. */
import type { Blueprint, BlueprintContext, BucketSpec, Resources } from '#pipeline';
import type { Step } from '../provision/attempt.ts';
import { packageFunction } from '../provision/package.ts';
import { provision } from '../provision/provision.ts';
import type { Finding } from './finding.ts';
import { blueprintLines } from './blueprint-lines.ts';
import { blueprintText } from './blueprint-text.ts';
import { keepWhatIsTaken } from './lifecycle-parts.ts';
import { connectOneByOne } from './notification-rules.ts';
import { answerOf, isAnswer, type Deployed, type Design, type Stage } from './stage.ts';

export interface BlueprintOptions {
  /** What findings call its text, `image-api.json`; the blueprint's name unless given. */
  readonly file?: string;
  /** Is given its text, once it stands. */
  readonly onText?: (text: string) => Promise<void>;
}

export function blueprintDesign(blueprint: Blueprint, options: BlueprintOptions = {}): Design {
  const name = `${blueprint.name}/${blueprint.form}`;
  const { file = `${name}.json` } = options;
  return {
    name,
    async deploy(stage): Promise<Deployed> {
      const refusals: { readonly step: Step; readonly error: Error }[] = [];
      const { accountId, region } = stage.cloud;
      const context = { accountId, region, suffix: '' };
      const text = blueprintText(blueprint, context);
      await options.onText?.(text);
      const lineOf = blueprintLines(text);
      const place: Deployed['place'] = (...about) => `${file}:${lineOf(...about)}`;
      const { resources } = await provision(blueprint, {
        target: { clients: stage.clients, accountId, region },
        context,
        packageOf: packageFunction,
        async attempt(step, work) {
          try {
            await work();
          } catch (error) {
            if (!isAnswer(error)) throw error;
            refusals.push({ step, error });
          }
        },
      });
      const findings: Finding[] = [];
      for (const { step, error } of refusals) {
        findings.push(refusal(step, error, place));
        findings.push(...(await goRound(stage, step, resources, place)));
      }
      return { usage: await usageOf(blueprint, stage, context), findings, place };
    },
  };
}

/** Uploads name keys by ARNs, which only the deployed keys have. */
async function usageOf(blueprint: Blueprint, { clients }: Stage, context: BlueprintContext) {
  const keyArns: Record<string, string> = {};
  for (const { alias } of blueprint.resources(context).keys ?? []) {
    const { KeyMetadata } = await (await clients.kms()).describeKey({ KeyId: `alias/${alias}` });
    keyArns[alias] = KeyMetadata?.Arn ?? '';
  }
  return blueprint.usage?.({ ...context, keyArns }) ?? { uploads: [], views: [] };
}

function refusal(step: Step, error: Error, place: Deployed['place']): Finding {
  const { kind, name, part } = step;
  return {
    rule: 'refused',
    resource: `${kind} ${name}`,
    place: place(kind, name, part),
    problem: `AWS refuses the ${part ?? kind} of ${name}`,
    evidence: answerOf(error),
    repair: repairOf(error),
  };
}

/** Advice by what AWS says, whatever the resource is. */
function repairOf({ name, message }: Error): string {
  if (/overlapping/.test(message)) {
    return 'Send the events once, to an SNS topic or EventBridge, and fan out from there.';
  }
  if (/validate the following destination/.test(message)) {
    return 'Let s3.amazonaws.com call the destination: AddPermission on a function, a policy on a queue or topic.';
  }
  if (/Days.*(greater|30)|30.*[Dd]ays/.test(message)) {
    return 'Move objects to STANDARD_IA after 30 days at the earliest, or not at all if they are deleted by then.';
  }
  if (name === 'InsufficientS3BucketPolicyException') {
    return 'Let cloudtrail.amazonaws.com read the bucket’s ACL and put objects below AWSLogs/ in the bucket’s policy.';
  }
  return 'Change what the answer names.';
}

async function goRound(
  stage: Stage,
  { kind, name, part }: Step,
  { buckets }: Resources,
  place: Deployed['place'],
): Promise<readonly Finding[]> {
  const spec: BucketSpec | undefined = buckets.find((bucket) => bucket.name === name);
  if (spec?.notifications !== undefined && kind === 'notifications') {
    return connectOneByOne(stage, name, spec.notifications, place);
  }
  if (spec?.lifecycle !== undefined && part === 'lifecycle') {
    await keepWhatIsTaken(await stage.clients.s3(), name, spec.lifecycle);
  }
  return [];
}
