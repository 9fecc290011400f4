/** What must be gone before an identity can be. */
import { deleteConflict } from './errors.ts';
import type { Iam } from './iam.ts';
import type { Identity } from './identity.ts';

/** @throws AwsError DeleteConflict */
export function removeIdentity(iam: Iam, identity: Identity): void {
  const { managed, inline, keys, identities } = iam;
  if (managed.attachedTo(identity).length > 0) throw deleteConflict('detach all policies');
  if (inline.list(identity).length > 0) throw deleteConflict('delete policies');
  if (identity.kind === 'user') {
    if (keys.ofUser(identity).length > 0) throw deleteConflict('delete access keys');
    if (identities.groupsOf(identity).length > 0) throw deleteConflict('remove users from group');
  }
  if (identity.kind === 'group' && identities.membersOf(identity).length > 0) {
    throw deleteConflict('remove users from group');
  }
  identities.remove(identity);
}
