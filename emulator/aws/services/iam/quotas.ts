/** Quotas, at AWS's defaults. Evidence: IAM user guide "IAM and AWS STS quotas" (2026-11). */
import { quotaExceeded } from './errors.ts';
import type { Iam } from './iam.ts';
import { TITLE, type Identity, type IdentityKind } from './identity.ts';
import { policySize } from './policy-documents.ts';

const INLINE_CHARACTERS: Readonly<Record<IdentityKind, number>> = { user: 2_048, group: 5_120, role: 10_240 };
const MANAGED_CHARACTERS = 6_144;
const TRUST_CHARACTERS = 2_048;
const ATTACHED = 10;
const VERSIONS = 5;
const KEYS = 2;

/** @throws AwsError LimitExceeded, as every function here */
export function checkInlineSize(iam: Iam, identity: Identity, name: string, document: string): void {
  const others = iam.inline.list(identity).filter((policy) => policy.name !== name);
  const size = [...others.map((policy) => policy.document), document]
    .map(policySize)
    .reduce((sum, one) => sum + one, 0);
  const most = INLINE_CHARACTERS[identity.kind];
  if (size > most) {
    throw quotaExceeded(
      `Maximum policy size of ${most} bytes exceeded for ${identity.kind} ${identity.name}`,
    );
  }
}

export function checkManagedSize(document: string): void {
  if (policySize(document) > MANAGED_CHARACTERS) {
    throw quotaExceeded(`Cannot exceed quota for PolicySize: ${MANAGED_CHARACTERS}`);
  }
}

export function checkTrustSize(document: string): void {
  if (policySize(document) > TRUST_CHARACTERS) {
    throw quotaExceeded(`Cannot exceed quota for ACLSizePerRole: ${TRUST_CHARACTERS}`);
  }
}

export function checkAttachments(iam: Iam, identity: Identity, arn: string): void {
  const attached = iam.managed.attachedTo(identity);
  if (!attached.includes(arn) && attached.length >= ATTACHED) {
    throw quotaExceeded(`Cannot exceed quota for PoliciesPer${TITLE[identity.kind]}: ${ATTACHED}`);
  }
}

export function checkVersions(count: number): void {
  if (count >= VERSIONS) {
    throw quotaExceeded(
      `A managed policy can have up to ${VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
    );
  }
}

export function checkKeys(count: number): void {
  if (count >= KEYS) throw quotaExceeded(`Cannot exceed quota for AccessKeysPerUser: ${KEYS}`);
}
