/** Policies of repositories: documents that are kept as they were given. */
import { parsePolicy } from '../../auth/policy/parse.ts';
import { invalidParameter, lifecyclePolicyNotFound, policyNotFound } from './errors.ts';
import type { Repository } from './repositories.ts';

/** @throws AwsError InvalidParameterException for what no request could be judged by */
export function checkPolicy(text: string | undefined): string {
  const parsed = parsePolicy(text ?? '', { principal: 'required', resource: 'optional' });
  if ('fault' in parsed) throw invalidParameter('PolicyText', 'Invalid repository policy provided');
  return text ?? '';
}

/** @throws AwsError InvalidParameterException for text that is no JSON object */
export function checkLifecyclePolicy(text: string | undefined): string {
  try {
    const document = JSON.parse(text ?? '') as unknown;
    if (typeof document === 'object' && document !== null) return text ?? '';
  } catch {
    // It is refused as any other text that is no document.
  }
  throw invalidParameter('LifecyclePolicyText', 'Invalid JSON');
}

/** @throws AwsError RepositoryPolicyNotFoundException */
export function policyOf({ name, scope, policy }: Repository): string {
  if (policy === undefined) throw policyNotFound(name, scope);
  return policy;
}

/** @throws AwsError LifecyclePolicyNotFoundException */
export function lifecyclePolicyOf({ name, scope, lifecyclePolicy }: Repository): string {
  if (lifecyclePolicy === undefined) throw lifecyclePolicyNotFound(name, scope);
  return lifecyclePolicy;
}
