/** Finds the key that a request names and asks whether the caller may do this with it. */
import type { AccessRequest, ConditionContext } from '../../kernel/access.ts';
import type { Call } from '../../kernel/operation.ts';
import { parseArn, type Principal, type Scope } from '../../kernel/scope.ts';
import { aliasArn, isReserved } from './aliases.ts';
import { contextConditions, type EncryptionContext } from './encryption-context.ts';
import {
  aliasNotFound,
  checkInput,
  invalidArn,
  invalidArnRegion,
  invalidKeyId,
  keyNotFound,
  wouldSucceed,
} from './errors.ts';
import { policyWithGrants } from './grants.ts';
import { keyArn, type Key } from './key.ts';
import type { Kms } from './kms.ts';

const KEY_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;

/** Services that AWS keeps a key for in every account. */
const KEEPERS = new Set(['dynamodb', 'lambda', 's3', 'secretsmanager', 'sns', 'sqs', 'ssm']);

/**
 * By id, ARN, alias name or alias ARN.
 *
 * @throws AwsError NotFoundException, InvalidArnException
 */
export function locateKey(kms: Kms, scope: Scope, name: string): Key {
  if (name.startsWith('alias/')) return keyBehind(kms, scope, name);
  if (!name.startsWith('arn:')) {
    if (!KEY_ID.test(name)) throw invalidKeyId(name);
    return keyWithId(kms, scope, name);
  }
  const arn = parseArn(name);
  if (arn?.service !== 'kms') throw invalidArn(name);
  if (arn.region !== scope.region) throw invalidArnRegion(arn.region);
  const place = { ...scope, accountId: arn.accountId };
  if (arn.resource.startsWith('alias/')) return keyBehind(kms, place, arn.resource);
  if (!arn.resource.startsWith('key/')) throw invalidArn(name);
  return keyWithId(kms, place, arn.resource.slice('key/'.length));
}

function keyWithId(kms: Kms, scope: Scope, keyId: string): Key {
  const key = kms.keys.find(scope, keyId);
  if (key === undefined) throw keyNotFound(keyArn({ scope, keyId }));
  return key;
}

function keyBehind(kms: Kms, scope: Scope, name: string): Key {
  const alias = kms.aliases.find(scope, name);
  if (alias !== undefined) return kms.keys.at(alias.key)!;
  const service = isReserved(name) ? name.slice('alias/aws/'.length) : '';
  if (KEEPERS.has(service)) return kms.managedKey(scope, service);
  throw aliasNotFound(aliasArn(scope, name));
}

export interface UseFacts {
  readonly encryptionContext?: EncryptionContext | undefined;
  /** `s3.us-east-1.amazonaws.com` when a service asks for its user. */
  readonly viaService?: string;
  readonly conditions?: ConditionContext;
}

/** What is asked of the policies before a key is acted upon. */
export function accessTo(
  kms: Kms,
  key: Key,
  principal: Principal,
  action: string,
  facts: UseFacts = {},
): AccessRequest {
  const aliases = kms.aliases.ofKey(key).map(({ name }) => name);
  const tags = Object.entries(key.tags).map(([name, value]) => [`aws:ResourceTag/${name}`, value]);
  return {
    action,
    resource: keyArn(key),
    owner: key.scope.accountId,
    policy: policyWithGrants(key.policy, kms.grants.ofKey(key)),
    policyMustAllow: true,
    context: {
      'kms:CallerAccount': principal.kind === 'user' ? principal.accountId : undefined,
      'kms:KeySpec': key.spec,
      'kms:KeyUsage': key.usage,
      'kms:KeyOrigin': 'AWS_KMS',
      'kms:MultiRegion': String(key.multiRegion),
      'kms:ViaService': facts.viaService,
      ...(aliases.length > 0 && { 'kms:ResourceAliases': aliases }),
      ...Object.fromEntries(tags),
      ...contextConditions(facts.encryptionContext),
      ...facts.conditions,
    },
  };
}

/**
 * The key named, once the caller is known to be allowed to act on it.
 *
 * @param action `kms:Encrypt`
 * @throws AwsError NotFoundException, AccessDeniedException, ValidationException
 */
export function namedKey(
  kms: Kms,
  call: Call,
  name: string | undefined,
  action: string,
  facts: UseFacts = {},
): Key {
  checkInput({ KeyId: name }, { KeyId: { required: true, least: 1, most: 2_048 } });
  const key = locateKey(kms, call.scope, name ?? '');
  const alias = /(?:^|:)(alias\/.+)$/.exec(name ?? '')?.[1];
  authorizeKey(kms, call, key, action, {
    ...facts,
    ...(alias !== undefined && { conditions: { 'kms:RequestAlias': alias, ...facts.conditions } }),
  });
  return key;
}

/** @throws AwsError AccessDeniedException */
export function authorizeKey(kms: Kms, call: Call, key: Key, action: string, facts: UseFacts = {}): void {
  call.touches(keyArn(key));
  call.authorize(accessTo(kms, key, call.principal, action, facts));
}

/** @throws AwsError AccessDeniedException */
export function authorizeAlias(call: Call, name: string, action: string): void {
  call.authorize({ action, resource: aliasArn(call.scope, name), owner: call.scope.accountId });
}

/** Ends a request that only asked whether it would succeed. @throws AwsError DryRunOperationException */
export function stopDryRun({ DryRun }: { readonly DryRun?: boolean | undefined }): void {
  if (DryRun === true) throw wouldSucceed();
}
