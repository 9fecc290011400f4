/**
 * Identity and Access Management: users, groups, roles and their policies. The policies are enforced on every request
 * that a user's key or a role's session signs; a permissions boundary limits them.
 *
 * The built-in keys and the keys of a credentials file are not made here: a root may do everything in its account, and a
 * listed user what its account may.
 *
 * Gaps: instance profiles, login profiles, MFA, SAML and OpenID providers, service-linked roles, server certificates,
 * reports and access advice answer 501. Nobody checks `iam:PassRole`. Changes count at once; AWS takes seconds.
 */
import type { Statement } from '../../auth/policy/document.ts';
import { roleArn } from '../../auth/policy/principal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { remembered } from '../../kernel/remembered.ts';
import { parseArn, type Principal } from '../../kernel/scope.ts';
import { AccessKeys } from './access-keys.ts';
import { Identities } from './identities.ts';
import type { Identity } from './identity.ts';
import { InlinePolicies } from './inline-policies.ts';
import { ManagedPolicies } from './managed-policies.ts';
import { PolicyReader } from './policy-documents.ts';
import { MIGRATIONS } from './schema.ts';

export interface IdentityPolicies {
  readonly identityPolicy: readonly Statement[];
  readonly boundary?: readonly Statement[];
}

/** Who an ARN names; a session stands for its role. */
const identityIn = remembered((arn) => {
  const { service, accountId = '', resource = '' } = parseArn(roleArn(arn) ?? arn) ?? {};
  const [kind] = resource.split('/');
  const name = resource.split('/').at(-1) ?? '';
  if (service !== 'iam' || (kind !== 'user' && kind !== 'role' && kind !== 'group')) return undefined;
  return { accountId, kind, name } as const;
});

export class Iam {
  readonly kernel: Kernel;
  readonly identities: Identities;
  readonly inline: InlinePolicies;
  readonly managed: ManagedPolicies;
  readonly keys: AccessKeys;
  readonly #reader = new PolicyReader();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    kernel.store.define('iam', MIGRATIONS);
    this.identities = new Identities(kernel.store);
    this.inline = new InlinePolicies(kernel.store);
    this.managed = new ManagedPolicies(kernel.store);
    this.keys = new AccessKeys(kernel.store, this.identities);
  }

  /** The user or role behind an ARN; sessions have their role's. */
  identityAt(arn: string): Identity | undefined {
    const named = identityIn(arn);
    return named && this.identities.find(named.accountId, named.kind, named.name);
  }

  /** What may be done by whom IAM knows; nothing by the session of a role that is gone. */
  policiesOf(principal: Principal): IdentityPolicies | undefined {
    if (principal.kind !== 'user') return undefined;
    const identity = this.identityAt(principal.arn);
    if (identity === undefined)
      return roleArn(principal.arn) === undefined ? undefined : { identityPolicy: [] };
    return this.policiesOfIdentity(identity);
  }

  policiesOfIdentity(identity: Identity): IdentityPolicies {
    const holders = [identity, ...this.identities.groupsOf(identity)];
    const identityPolicy = holders.flatMap((holder) => this.#statementsOf(holder));
    const { boundary } = identity;
    return boundary === undefined
      ? { identityPolicy }
      : { identityPolicy, boundary: this.#managedStatements(boundary) };
  }

  /** @param origin what the documents are, for whoever asks which statement decided */
  statements(documents: readonly string[], origin: string): readonly Statement[] {
    return documents.flatMap((document) => this.#reader.statements(document, origin));
  }

  #statementsOf(identity: Identity): Statement[] {
    const { kind, name } = identity;
    return [
      ...this.inline
        .list(identity)
        .flatMap((policy) =>
          this.#reader.statements(policy.document, `inline policy ${policy.name} of ${kind} ${name}`),
        ),
      ...this.managed.attachedTo(identity).flatMap((arn) => this.#managedStatements(arn)),
    ];
  }

  #managedStatements(arn: string): readonly Statement[] {
    const document = this.managed.document(arn);
    return document === undefined ? [] : this.#reader.statements(document, `policy ${arn}`);
  }
}
