import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import { IDENTITY_POLICY, parsePolicy } from '../../../auth/policy/parse.ts';
import { roleArn } from '../../../auth/policy/principal.ts';
import { notImplemented } from '../../../kernel/aws-error.ts';
import { hours, seconds } from '../../../kernel/instant.ts';
import type { Call, Operation } from '../../../kernel/operation.ts';
import type { AssumableRole, IdentityPort } from '../../../kernel/ports.ts';
import { parseArn } from '../../../kernel/scope.ts';
import { chainedTooLong, checkInput, invalidArn, malformedPolicy, tooLong } from '../errors.ts';
import { sessionCredentials } from '../session-credentials.ts';
import type { Sts } from '../sts.ts';

/** The longest session of a role that was assumed by a session of a role. */
const CHAINED = hours(1);

export const assumeRole: Operation<Sts, AssumeRoleRequest, AssumeRoleResponse> = (sts, input, call) => {
  checkInput(input, {
    RoleArn: { required: true, least: 20, most: 2_048 },
    RoleSessionName: { required: true, least: 2, most: 64, pattern: '[\\w+=,.@-]*' },
    DurationSeconds: { least: 900, most: 43_200 },
    ExternalId: { least: 2, most: 1_224, pattern: '[\\w+=,.@:\\/-]*' },
  });
  if (input.Tags !== undefined || input.TransitiveTagKeys !== undefined) {
    throw notImplemented('sts', 'session tags');
  }
  const { RoleArn: arn = '', RoleSessionName: name = '', DurationSeconds: duration = 3_600 } = input;
  const identities = sts.kernel.ports.find('identities');
  const role = trustedRole(identities, input, call);
  const chained = call.principal.kind === 'user' && roleArn(call.principal.arn) !== undefined;
  if (chained && seconds(duration) > CHAINED) throw chainedTooLong();
  if (seconds(duration) > role.longestSession) throw tooLong();
  const session = sts.sessions.open(
    {
      accountId: role.accountId,
      arn: `arn:aws:sts::${role.accountId}:assumed-role/${role.name}/${name}`,
      userId: `${role.uniqueId}:${name}`,
      policies: sessionPolicies(identities, input),
      expiresAt: call.now + seconds(duration),
    },
    sts.kernel.ids,
    call.now,
  );
  call.touches(arn);
  return {
    Credentials: sessionCredentials(session),
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    SourceIdentity: input.SourceIdentity,
  };
};

/** Whether there is such a role is told only to those whom it trusts. @throws AwsError ValidationError, AccessDenied */
function trustedRole(
  identities: IdentityPort | undefined,
  { RoleArn: arn = '', RoleSessionName, ExternalId, SourceIdentity }: AssumeRoleRequest,
  call: Call,
): AssumableRole {
  const { service, accountId = '', resource } = parseArn(arn) ?? {};
  if (service !== 'iam' || resource?.startsWith('role/') !== true) throw invalidArn(arn);
  const role = identities?.role(arn);
  call.authorize({
    action: 'sts:AssumeRole',
    resource: arn,
    owner: accountId,
    policy: role?.trustPolicy,
    policyMustAllow: true,
    context: {
      'sts:ExternalId': ExternalId,
      'sts:RoleSessionName': RoleSessionName,
      'sts:SourceIdentity': SourceIdentity,
    },
  });
  if (role === undefined) throw new Error(`without a policy that must allow, ${arn} was allowed`);
  return role;
}

/** @throws AwsError MalformedPolicyDocument */
function sessionPolicies(
  identities: IdentityPort | undefined,
  { Policy, PolicyArns = [] }: AssumeRoleRequest,
): string[] {
  const managed = PolicyArns.map(({ arn = '' }) => {
    const document = identities?.policyDocument(arn);
    if (document === undefined) throw malformedPolicy(`Policy ${arn} does not exist.`);
    return document;
  });
  if (Policy === undefined) return managed;
  const parsed = parsePolicy(Policy, IDENTITY_POLICY);
  if ('fault' in parsed) throw malformedPolicy(parsed.fault);
  return [...managed, Policy];
}
