import type {
  ListKeyRotationsRequest,
  ListKeyRotationsResponse,
  RotationsListEntry,
} from '@aws-sdk/client-kms';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import { requireNotDeleting, requireRotatable } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';
import { page } from '../pages.ts';

export const listKeyRotations: Operation<Kms, ListKeyRotationsRequest, ListKeyRotationsResponse> = (
  kms,
  input,
  call,
) => {
  checkInput(input, { IncludeKeyMaterial: { oneOf: ['ALL_KEY_MATERIAL', 'ROTATIONS_ONLY'] } });
  const key = namedKey(kms, call, input.KeyId, 'kms:ListKeyRotations');
  requireNotDeleting(key);
  requireRotatable(key);
  const materials = kms.keys.materials(key);
  const entries = materials.map((material, index): RotationsListEntry => ({
    KeyId: key.keyId,
    KeyMaterialId: material.id,
    KeyMaterialState: index === materials.length - 1 ? 'CURRENT' : 'NON_CURRENT',
    ...(material.rotation !== undefined && {
      RotationDate: toDate(material.since),
      RotationType: material.rotation,
    }),
  }));
  const listed =
    input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL'
      ? entries
      : entries.filter(({ RotationType }) => RotationType !== undefined);
  const places = new Map(listed.map((entry, index) => [entry, String(index).padStart(6, '0')]));
  const { items, rest } = page(listed, (entry) => places.get(entry) ?? '', input, {
    usual: 100,
    most: 1_000,
  });
  return { Rotations: items, ...rest };
};
