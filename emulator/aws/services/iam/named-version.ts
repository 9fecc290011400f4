import { versionNotFound } from './errors.ts';
import type { Iam } from './iam.ts';
import type { ManagedPolicy, PolicyVersion } from './managed-policies.ts';

/** @param versionId `v3` @throws AwsError NoSuchEntity */
export function namedVersion(iam: Iam, policy: ManagedPolicy, versionId = ''): PolicyVersion {
  const version = iam.managed.versions(policy).find(({ number }) => `v${number}` === versionId);
  if (version === undefined) throw versionNotFound(policy.arn, versionId);
  return version;
}
