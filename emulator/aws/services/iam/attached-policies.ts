import type { AttachedPolicy } from '@aws-sdk/client-iam';
import type { Iam } from './iam.ts';
import type { Identity } from './identity.ts';
import { page } from './pages.ts';

interface AttachedPoliciesRequest {
  readonly PathPrefix?: string | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** A page of the managed policies of a user, group or role, as all three listings answer it. */
export function attachedPolicies(iam: Iam, identity: Identity, input: AttachedPoliciesRequest) {
  const { PathPrefix: prefix = '/' } = input;
  const policies = iam.managed
    .attachedTo(identity)
    .map((arn) => iam.managed.find(arn)!)
    .filter(({ path }) => path.startsWith(prefix));
  const { items, rest } = page(policies, input);
  const AttachedPolicies = items.map(({ name, arn }): AttachedPolicy => ({
    PolicyName: name,
    PolicyArn: arn,
  }));
  return { AttachedPolicies, ...rest };
}
