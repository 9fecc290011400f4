import type { CreateKeyRequest, CreateKeyResponse, KeySpec, KeyUsageType } from '@aws-sdk/client-kms';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { checkInput, validation } from '../errors.ts';
import { generateMaterial } from '../key-generation.ts';
import { keyMetadata } from '../key-metadata.ts';
import { checkPolicy, defaultPolicy } from '../key-policy.ts';
import { KEY_SPECS, kindOf } from '../key-spec.ts';
import type { NewKey } from '../keys.ts';
import type { Kms } from '../kms.ts';
import { requireNoLockout } from '../lockout.ts';
import { withTags } from '../tags.ts';

const USAGES: readonly KeyUsageType[] = [
  'SIGN_VERIFY',
  'ENCRYPT_DECRYPT',
  'GENERATE_VERIFY_MAC',
  'KEY_AGREEMENT',
  'ENCAPSULATE_DECAPSULATE',
];

export const createKey: Operation<Kms, CreateKeyRequest, CreateKeyResponse> = async (kms, input, call) => {
  checkInput(input, {
    Description: { most: 8_192 },
    KeySpec: { oneOf: KEY_SPECS },
    CustomerMasterKeySpec: { oneOf: KEY_SPECS },
    KeyUsage: { oneOf: USAGES },
    Origin: { oneOf: ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] },
    Policy: { least: 1 },
  });
  const { ids } = kms.kernel;
  const { scope, now } = call;
  call.authorize({
    action: 'kms:CreateKey',
    resource: arn('kms', scope, 'key/*'),
    owner: scope.accountId,
  });
  if ((input.Origin ?? 'AWS_KMS') !== 'AWS_KMS') {
    throw notImplemented('kms', `keys of origin ${input.Origin}`);
  }
  const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  const multiRegion = input.MultiRegion ?? false;
  const policy = input.Policy ?? defaultPolicy(scope.accountId);
  checkPolicy(policy);
  const key: NewKey = {
    scope,
    keyId: multiRegion ? `mrk-${ids.hex(32)}` : ids.uuid(),
    description: input.Description ?? '',
    usage: usageOf(spec, input.KeyUsage),
    spec,
    manager: 'CUSTOMER',
    multiRegion,
    createdAt: now,
    policy,
    tags: withTags({}, input.Tags),
  };
  if (input.BypassPolicyLockoutSafetyCheck !== true) requireNoLockout(call, key, policy);
  const bytes = await generateMaterial(spec, ids);
  const material = { id: ids.hex(64), bytes, since: now, rotation: undefined };
  const created = kms.kernel.store.transact(() => kms.keys.create(key, material));
  call.touches(arn('kms', scope, `key/${created.keyId}`));
  return { KeyMetadata: keyMetadata(kms, created) };
};

/** @throws AwsError ValidationException when the spec has several usages and none is named, or has not this one */
function usageOf(spec: KeySpec, usage: KeyUsageType | undefined): KeyUsageType {
  const kind = kindOf(spec);
  if (kind === undefined) throw notImplemented('kms', `keys of spec ${spec}`);
  const { family, usages } = kind;
  const chosen = usage ?? (family === 'symmetric' ? 'ENCRYPT_DECRYPT' : undefined);
  if (chosen === undefined)
    throw validation(
      `You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.`,
    );
  if (!usages.includes(chosen)) throw validation(`KeyUsage ${chosen} is not compatible with KeySpec ${spec}`);
  return chosen;
}
