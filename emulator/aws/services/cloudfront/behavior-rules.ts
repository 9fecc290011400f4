/** What CloudFront demands of cache behaviors (aws.md sections A.1, A.3, A.4, A.17, A.22). */
import type { DefaultCacheBehavior, DistributionConfig } from '@aws-sdk/client-cloudfront';
import { invalid, invalidArgument, required } from './errors.ts';
import { bucketOf } from './origin-rules.ts';
import { itemsOf } from './quantities.ts';

const MOST_BEHAVIORS = 75;
const MOST_KEY_GROUPS = 4;
const PATTERN = /^[\w\-.*$/~"'@:+&?]{1,255}$/;
const METHOD_SETS = ['GET,HEAD', 'GET,HEAD,OPTIONS', 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'];
const CACHED_SETS = METHOD_SETS.slice(0, 2);

/** @throws AwsError NoSuchOrigin, InvalidArgument, TooManyCacheBehaviors, InvalidTTLOrder … */
export function checkBehaviors(config: DistributionConfig): void {
  const behaviors = itemsOf(config.CacheBehaviors);
  if (behaviors.length > MOST_BEHAVIORS) {
    throw invalid('TooManyCacheBehaviors', 'You cannot create more cache behaviors for the distribution.');
  }
  const patterns = new Set<string>();
  for (const { PathPattern: pattern = '' } of behaviors) {
    if (!PATTERN.test(pattern)) {
      throw invalidArgument('The parameter PathPattern contains characters that are not allowed.');
    }
    const plain = pattern.replace(/^\//, '');
    if (patterns.has(plain)) {
      throw invalidArgument('The parameter PathPattern must be unique within the distribution.');
    }
    patterns.add(plain);
  }
  const targets = new Set([
    ...itemsOf(config.Origins).map(({ Id }) => Id),
    ...itemsOf(config.OriginGroups).map(({ Id }) => Id),
  ]);
  for (const behavior of [config.DefaultCacheBehavior!, ...behaviors]) {
    if (!targets.has(behavior.TargetOriginId)) {
      throw invalid(
        'NoSuchOrigin',
        'One or more of your cache behavior target origins or origin groups do not exist.',
      );
    }
    checkBehavior(behavior, config);
  }
}

function checkBehavior(behavior: DefaultCacheBehavior, config: DistributionConfig): void {
  const { ForwardedValues: forwarded, CachePolicyId: policy } = behavior;
  if (forwarded !== undefined && policy) {
    throw invalidArgument(
      'The parameter ForwardedValues cannot be used when a cache policy is associated to the cache behavior.',
    );
  }
  if (forwarded === undefined && !policy) throw required('ForwardedValues');
  if (forwarded !== undefined && behavior.MinTTL === undefined) throw required('MinTTL');
  if (policy && [behavior.MinTTL, behavior.DefaultTTL, behavior.MaxTTL].some((ttl) => ttl)) {
    throw invalidArgument(
      'The parameters MinTTL, DefaultTTL and MaxTTL cannot be used when a cache policy is associated to the cache behavior.',
    );
  }
  const { MinTTL: min = 0, DefaultTTL: initial = Math.max(min, 86_400), MaxTTL: max = 31_536_000 } = behavior;
  if (forwarded !== undefined) checkTtlOrder(min, initial, max);
  checkMethods(behavior);
  checkFunctions(behavior);
  checkForwardedHeaders(behavior, config);
  if (itemsOf(behavior.TrustedKeyGroups).length > MOST_KEY_GROUPS) {
    throw invalid(
      'TooManyKeyGroupsAssociatedToDistribution',
      'The number of key groups referenced by this distribution is more than the maximum allowed.',
    );
  }
}

/** @throws AwsError InvalidTTLOrder */
export function checkTtlOrder(min: number, initial: number, max: number): void {
  if (min <= initial && initial <= max) return;
  throw invalid(
    'InvalidTTLOrder',
    'The TTL order specified is not valid: MinTTL must not exceed DefaultTTL, nor DefaultTTL MaxTTL.',
  );
}

function checkMethods({ AllowedMethods: allowed }: DefaultCacheBehavior): void {
  if (allowed === undefined) return;
  const set = (methods: readonly string[]): string => [...methods].toSorted().join(',');
  if (!METHOD_SETS.includes(set(itemsOf(allowed)))) {
    throw invalidArgument('The parameter AllowedMethods is not one of the sets of methods that are allowed.');
  }
  const cached = allowed.CachedMethods;
  if (cached !== undefined && !CACHED_SETS.includes(set(itemsOf(cached)))) {
    throw invalidArgument('The parameter CachedMethods is not one of the sets of methods that are allowed.');
  }
}

function checkFunctions(behavior: DefaultCacheBehavior): void {
  const functions = itemsOf(behavior.FunctionAssociations).map(({ EventType }) => EventType ?? '');
  const lambdas = itemsOf(behavior.LambdaFunctionAssociations).map(({ EventType }) => EventType ?? '');
  if (functions.some((event) => !event.startsWith('viewer-')) || new Set(functions).size < functions.length) {
    throw invalid('InvalidFunctionAssociation', 'A CloudFront function association is invalid.');
  }
  const viewer = lambdas.some((event) => event.startsWith('viewer-'));
  if (new Set(lambdas).size < lambdas.length || (viewer && functions.length > 0)) {
    throw invalid(
      'InvalidLambdaFunctionAssociation',
      'The specified Lambda@Edge function association is invalid.',
    );
  }
}

/** S3 tells its buckets apart by Host, so that header cannot go through. */
function checkForwardedHeaders(
  { ForwardedValues: forwarded, TargetOriginId }: DefaultCacheBehavior,
  config: DistributionConfig,
): void {
  const origin = itemsOf(config.Origins).find(({ Id }) => Id === TargetOriginId);
  if (origin?.S3OriginConfig === undefined || bucketOf(origin.DomainName ?? '') === undefined) return;
  const headers = itemsOf(forwarded?.Headers).map((name) => name.toLowerCase());
  if (headers.includes('host') || headers.includes('*')) {
    throw invalid(
      'InvalidHeadersForS3Origin',
      'The headers specified are not valid for an Amazon S3 origin.',
    );
  }
}
