import type { CreateGrantRequest, CreateGrantResponse, GrantOperation } from '@aws-sdk/client-kms';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { parsePrincipal } from '../../../auth/policy/principal.ts';
import { checkInput, invalidArn, validation } from '../errors.ts';
import { isServiceName, type Grant } from '../grants.ts';
import { requireEnabled } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey, stopDryRun } from '../named-key.ts';

/** The same grant asked for again by name is the same grant. */
export const createGrant: Operation<Kms, CreateGrantRequest, CreateGrantResponse> = (kms, input, call) => {
  checkInput(input, {
    KeyId: { required: true },
    Operations: { required: true },
    Name: { least: 1, most: 256, pattern: '[a-zA-Z0-9:/_-]+' },
  });
  const grantee = input.GranteePrincipal ?? input.GranteeServicePrincipal;
  const retiring = input.RetiringPrincipal ?? input.RetiringServicePrincipal;
  if (grantee === undefined) throw validation('GranteePrincipal or GranteeServicePrincipal is required.');
  for (const principal of [grantee, retiring]) if (principal !== undefined) checkPrincipal(principal);
  if (input.Constraints?.SourceArn !== undefined)
    throw notImplemented('kms', 'the grant constraint SourceArn');
  const operations: readonly GrantOperation[] = input.Operations ?? [];
  const key = namedKey(kms, call, input.KeyId, 'kms:CreateGrant', {
    conditions: { 'kms:GrantOperations': operations, 'kms:GranteePrincipal': grantee },
  });
  requireEnabled(key);
  stopDryRun(input);
  const terms = {
    name: input.Name,
    grantee,
    retiring,
    operations,
    constraints: input.Constraints ?? {},
  };
  const same = (grant: Grant): boolean =>
    grant.name !== undefined && JSON.stringify({ ...terms, ...grantTerms(grant) }) === JSON.stringify(terms);
  const known = kms.grants.ofKey(key).find(same);
  if (known !== undefined) return { GrantId: known.grantId, GrantToken: known.token };
  const { ids } = kms.kernel;
  const grant = {
    ...terms,
    key: key.id,
    grantId: ids.hex(64),
    token: ids.base64(96),
    issuer: `arn:aws:iam::${call.scope.accountId}:root`,
    createdAt: call.now,
  };
  kms.grants.create(grant);
  return { GrantId: grant.grantId, GrantToken: grant.token };
};

const grantTerms = ({ name, grantee, retiring, operations, constraints }: Grant) => ({
  name,
  grantee,
  retiring,
  operations,
  constraints,
});

/** @throws AwsError InvalidArnException */
function checkPrincipal(principal: string): void {
  const type = isServiceName(principal) ? 'Service' : 'AWS';
  if (principal === '*' || parsePrincipal(type, principal) === undefined) {
    throw invalidArn(`${principal} is not a valid principal.`);
  }
}
