/**
 * Brings stacks up, from one version to the next, and down. Resources are made in the order of their references; what
 * fails is taken back, unless the stack asked otherwise (user guide "Stack failure options", "Update behaviors", 2026-11).
 *
 * Gaps: resources are made one after another, where AWS makes independent ones at once. Work that a restart interrupts is
 * taken up again; a resource that was being made just then may turn out to exist already, and the stack rolls back.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { CustomResponses } from './custom-responses.ts';
import { validationError } from './errors.ts';
import type { Exports } from './exports.ts';
import { outputsOf } from './outputs.ts';
import { planStack, type Plan } from './plan.ts';
import { ResourceWork } from './resource-work.ts';
import { isGone, type StackResource, type StackResources } from './stack-resources.ts';
import { versionOf, type Stack, type Stacks, type StackVersion } from './stacks.ts';
import type { Resource } from './template/template.ts';

export interface Records {
  readonly stacks: Stacks;
  readonly resources: StackResources;
  readonly exports: Exports;
  readonly customResponses: CustomResponses;
}

export class Deployment {
  readonly #kernel: Kernel;
  readonly #records: Records;
  readonly #arn: string;
  readonly #scope: Scope;
  readonly #work: ResourceWork;

  constructor(kernel: Kernel, records: Records, arn: string, cause: Cause) {
    this.#kernel = kernel;
    this.#records = records;
    this.#arn = arn;
    const { account, region, name, settings, other } = this.#stack;
    this.#scope = { accountId: account, region, partition: 'aws' };
    const { principal } = other?.settings ?? settings;
    const whose = { arn, name, scope: this.#scope, principal, cause };
    this.#work = new ResourceWork(kernel, records, whose);
  }

  async create(): Promise<void> {
    const { settings } = this.#stack;
    const plan = this.#plan(this.#stack);
    try {
      for (const resource of plan.resources) {
        if (this.#made(resource.logicalId) !== undefined) continue;
        await this.#work.create(resource, () => plan.evaluation.object(resource.properties));
      }
      this.#publish(plan);
      this.#setStatus('CREATE_COMPLETE');
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      await this.#giveUp(settings.onFailure, error.message);
    }
  }

  async delete(): Promise<void> {
    const stuck = await this.#deleteAll(({ deletionPolicy }) => deletionPolicy === 'Delete');
    this.#records.exports.setImports(this.#scope, this.#arn, []);
    this.#finish('DELETE', stuck);
  }

  /** Brings the stack to its other version, and what that version leaves out to an end. */
  async update(): Promise<void> {
    const { other } = this.#stack;
    if (this.#stack.status === 'UPDATE_ROLLBACK_IN_PROGRESS') return this.#rollBackUpdate();
    if (this.#stack.status === 'UPDATE_IN_PROGRESS' && other !== undefined) {
      try {
        await this.#bring(other);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        this.#setStatus('UPDATE_ROLLBACK_IN_PROGRESS', error.message);
        return this.#rollBackUpdate();
      }
    }
    await this.#cleanUp();
    this.#setStatus(
      this.#stack.status.startsWith('UPDATE_ROLLBACK') ? 'UPDATE_ROLLBACK_COMPLETE' : 'UPDATE_COMPLETE',
    );
  }

  get #stack(): Stack {
    return this.#records.stacks.get(this.#arn);
  }

  async #bring(version: StackVersion): Promise<void> {
    const plan = this.#plan(version);
    for (const resource of plan.resources) {
      const { logicalId, properties } = resource;
      const current = this.#records.resources.find(this.#arn, logicalId);
      const wanted = () => plan.evaluation.object(properties);
      if (current === undefined || isGone(current)) await this.#work.create(resource, wanted);
      else await this.#work.update(current, wanted);
    }
    this.#kernel.store.transact(() => {
      this.#publish(plan);
      const now = this.#kernel.clock.now();
      this.#records.stacks.setVersions(this.#arn, version, versionOf(this.#stack), now);
      this.#setStatus('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    });
  }

  async #rollBackUpdate(): Promise<void> {
    const plan = this.#plan(this.#stack);
    try {
      for (const { logicalId } of plan.resources) {
        const current = this.#records.resources.find(this.#arn, logicalId);
        if (current !== undefined) await this.#work.restore(current);
      }
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return this.#setStatus('UPDATE_ROLLBACK_FAILED', error.message);
    }
    this.#setStatus('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    await this.#cleanUp();
    this.#setStatus('UPDATE_ROLLBACK_COMPLETE');
  }

  /** Removes what the stack's version no longer has, and what was replaced; last made, first gone. */
  async #cleanUp(): Promise<void> {
    const stack = this.#stack;
    const wanted = new Map(this.#plan(stack).resources.map((one) => [one.logicalId, one]));
    const former = stack.other === undefined ? undefined : this.#plan(stack.other);
    const policies = new Map(former?.template.resources);
    for (const resource of this.#lastFirst(former)) {
      const here = wanted.get(resource.logicalId);
      if (here === undefined) {
        const policy = policies.get(resource.logicalId)?.deletionPolicy ?? 'Delete';
        if (policy !== 'Delete' && !stack.status.startsWith('UPDATE_ROLLBACK')) this.#work.skip(resource);
        else await this.#work.delete(resource);
      } else if (resource.prior !== undefined && resource.prior.physicalId !== resource.physicalId) {
        if (here.updateReplacePolicy === 'Delete') await this.#work.deletePrior(resource);
      }
    }
    this.#kernel.store.transact(() => {
      this.#records.resources.forgetPriors(this.#arn);
      this.#records.stacks.setVersions(this.#arn, versionOf(stack), undefined, this.#kernel.clock.now());
    });
  }

  async #giveUp(onFailure: Stack['settings']['onFailure'], reason: string): Promise<void> {
    if (onFailure === 'DO_NOTHING') return this.#setStatus('CREATE_FAILED', reason);
    if (onFailure === 'DELETE') {
      this.#setStatus('DELETE_IN_PROGRESS', reason);
      return this.delete();
    }
    this.#setStatus('ROLLBACK_IN_PROGRESS', `${reason} Rollback requested by user.`);
    this.#finish('ROLLBACK', await this.#deleteAll(({ deletionPolicy }) => deletionPolicy !== 'Retain'));
  }

  /** Removes what there is; returns what stayed against the stack's will. */
  async #deleteAll(removed: (resource: Resource) => boolean): Promise<readonly string[]> {
    const plan = this.#plan(this.#stack);
    const stuck: string[] = [];
    for (const resource of this.#lastFirst(plan)) {
      const described = plan.template.resources.get(resource.logicalId);
      if (resource.physicalId !== '' && described !== undefined && !removed(described)) {
        this.#work.skip(resource);
      } else if (!(await this.#work.delete(resource))) stuck.push(resource.logicalId);
    }
    return stuck;
  }

  /** What is there, in the reverse order of a plan; first what the plan knows nothing of. */
  #lastFirst(plan: Plan | undefined): readonly StackResource[] {
    const places = new Map(plan?.resources.map(({ logicalId }, place) => [logicalId, place]));
    const placeOf = ({ logicalId }: StackResource): number => places.get(logicalId) ?? places.size;
    return this.#records.resources
      .list(this.#arn)
      .filter((one) => !isGone(one))
      .toReversed()
      .toSorted((a, b) => placeOf(b) - placeOf(a));
  }

  #finish(step: 'DELETE' | 'ROLLBACK', stuck: readonly string[]): void {
    if (stuck.length === 0) this.#setStatus(`${step}_COMPLETE`);
    else {
      this.#setStatus(
        `${step}_FAILED`,
        `The following resource(s) failed to delete: [${stuck.join(', ')}]. `,
      );
    }
  }

  /** The outputs of a plan that stands, and what it imports. @throws AwsError ValidationError */
  #publish(plan: Plan): void {
    const { exports, stacks } = this.#records;
    const outputs = outputsOf(plan);
    const fault = exports.faultWith(this.#scope, this.#stack, outputs);
    if (fault !== undefined) throw validationError(fault);
    this.#kernel.store.transact(() => {
      stacks.setOutputs(this.#arn, outputs);
      exports.setImports(this.#scope, this.#arn, plan.evaluation.imported);
    });
  }

  #plan({ template, parameters, settings }: StackVersion): Plan {
    const { arn, name } = this.#stack;
    return planStack({
      template,
      given: new Map(Object.entries(parameters)),
      stack: { arn, name, notificationArns: settings.notificationArns },
      scope: this.#scope,
      made: (logicalId) => this.#made(logicalId),
      exported: (wanted) => this.#records.exports.find(this.#scope, wanted)?.value,
      // It was there when this was asked for; that it went meanwhile must not keep a stack from going.
      stored: (wanted) => this.#kernel.ports.find('parameters')?.value(this.#scope, wanted) ?? '',
    });
  }

  #made(logicalId: string): StackResource | undefined {
    return this.#records.resources.made(this.#arn, logicalId);
  }

  #setStatus(status: string, reason: string | null = null): void {
    this.#records.stacks.setStatus(this.#stack, status, reason, this.#work.stamp());
  }
}
