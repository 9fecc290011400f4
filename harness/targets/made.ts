/**
 * Marks what clients make: every call that makes a resource gets the tags of the run, and what AWS only takes later is
 * given afterwards. What has no tags (functions, key groups and access controls of CloudFront, log groups that Lambda
 * makes) is found again by its name.
 */
import type { CloudFront } from '@aws-sdk/client-cloudfront';
import type { PreparableClient } from './clients.ts';

export type Tags = Readonly<Record<string, string>>;

interface Input {
  readonly [member: string]: unknown;
}

const pairs = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const members = (value: unknown): Input => (typeof value === 'object' && value !== null ? { ...value } : {});

/** `Tags: [{ Key, Value }]`, as most services write them. */
const inPairs = (input: Input, tags: Tags): Input => ({ Tags: [...list(input['Tags']), ...pairs(tags)] });
const inTags = (input: Input, tags: Tags): Input => ({ Tags: { ...members(input['Tags']), ...tags } });
const inLowerTags = (input: Input, tags: Tags): Input => ({ tags: { ...members(input['tags']), ...tags } });

/** What the input of a command gets to carry tags. */
const TAGGED: Readonly<Record<string, (input: Input, tags: Tags) => Input>> = {
  CreateBucketCommand: ({ CreateBucketConfiguration: standing }, tags) => ({
    CreateBucketConfiguration: { ...members(standing), ...inPairs(members(standing), tags) },
  }),
  // Putting tags replaces those that stand.
  PutBucketTaggingCommand: ({ Tagging }, tags) => ({
    Tagging: { TagSet: [...list(members(Tagging)['TagSet']), ...pairs(tags)] },
  }),
  CreateQueueCommand: inLowerTags,
  CreateRestApiCommand: inLowerTags,
  CreateLogGroupCommand: inLowerTags,
  CreateFunctionCommand: inTags,
  CreateTopicCommand: inPairs,
  CreateTableCommand: inPairs,
  CreateRoleCommand: inPairs,
  CreateSecretCommand: inPairs,
  PutMetricAlarmCommand: inPairs,
  CreateStackCommand: inPairs,
  CreateTrailCommand: ({ TagsList }, tags) => ({ TagsList: [...list(TagsList), ...pairs(tags)] }),
  CreateKeyCommand: ({ Tags }, tags) => ({
    Tags: [...list(Tags), ...Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }))],
  }),
  CreateStateMachineCommand: ({ tags: standing }, tags) => ({
    tags: [...list(standing), ...Object.entries(tags).map(([key, value]) => ({ key, value }))],
  }),
};

/** Seconds that CloudFront may take to bring a distribution to all its edges. */
const MAX_WAIT = 1_200;

/** Lets a client tag what it makes. */
export function tagWhatIsMade(client: PreparableClient, tags: Tags): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const tagged = TAGGED[commandName]?.(args.input as Input, tags);
        const result = await next(
          tagged === undefined ? args : { ...args, input: { ...(args.input as Input), ...tagged } },
        );
        if (commandName === 'CreateDistributionCommand') {
          await settleDistribution(client as unknown as CloudFront, result.output, tags);
        }
        return result;
      },
    { step: 'initialize', name: 'tagWhatIsMade' },
  );
}

interface Made {
  readonly Distribution?: { readonly Id?: string; readonly ARN?: string };
}

/** A distribution answers viewers only once all edges know it. */
async function settleDistribution(
  cloudfront: CloudFront,
  { Distribution: { Id, ARN } = {} }: Made,
  tags: Tags,
): Promise<void> {
  await cloudfront.tagResource({ Resource: ARN, Tags: { Items: pairs(tags) } });
  const { waitUntilDistributionDeployed } = await import('@aws-sdk/client-cloudfront');
  await waitUntilDistributionDeployed({ client: cloudfront, maxWaitTime: MAX_WAIT, minDelay: 1 }, { Id });
}
