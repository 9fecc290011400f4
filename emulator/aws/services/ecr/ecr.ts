/**
 * ECR, as far as templates go: repositories with their settings and policies (API reference, read 2026-11).
 *
 * Gaps: there are no images. Nothing can be pushed or pulled, and functions cannot be made of one; those operations
 * answer 501. Lifecycle policies and scans are therefore without effect.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import { Repositories } from './repositories.ts';
import { MIGRATIONS } from './schema.ts';

export class Ecr {
  readonly repositories: Repositories;

  constructor({ store }: Kernel) {
    store.define('ecr', MIGRATIONS);
    this.repositories = new Repositories(store);
  }
}
