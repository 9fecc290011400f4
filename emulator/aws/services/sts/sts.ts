/**
 * The Security Token Service: who a caller is, sessions of roles, and temporary keys of users. What roles there are is
 * IAM's business, asked through the port `identities`.
 *
 * The built-in keys are roots and may assume the roles that trust their account, which AWS forbids to roots: with no user
 * made yet there would be nobody to assume a role.
 *
 * Gaps: session tags, web identities, SAML, federation tokens and decoding of messages answer 501.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import { Sessions } from './sessions.ts';

export class Sts {
  readonly kernel: Kernel;
  readonly sessions: Sessions;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.sessions = new Sessions(kernel.store);
  }
}
