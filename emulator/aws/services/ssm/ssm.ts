/**
 * Parameter Store, which is part of Systems Manager (user guide "AWS Systems Manager Parameter Store", read 2026-11).
 *
 * Gaps: everything else of Systems Manager answers 501, as do labels, policies and parameters that AWS publishes
 * (`/aws/service/…`, which are not found). Names of an overwritten type are not held to their former one.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import { Parameters } from './parameters.ts';
import { MIGRATIONS } from './schema.ts';

export class Ssm {
  readonly parameters: Parameters;

  constructor({ store, ports }: Kernel) {
    store.define('ssm', MIGRATIONS);
    this.parameters = new Parameters(store);
    ports.provide('parameters', {
      value: (scope, name) => this.parameters.find(scope, name)?.value,
    });
  }
}
