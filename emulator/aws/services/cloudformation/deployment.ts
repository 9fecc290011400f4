/**
 * Makes and removes a stack's resources one after another, keeping every step as a status and an event. A creation that
 * fails is rolled back, deleted or left as it is, as the stack asked.
 *
 * Gaps: resources are made in sequence, where AWS makes independent ones at once. A creation that a restart interrupts
 * is taken up again; a resource that was being made just then may turn out to exist already, and the stack rolls back.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import { seconds } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Scope } from '../../kernel/scope.ts';
import { validationError } from './errors.ts';
import { generatedName, planStack, type Plan } from './plan.ts';
import { fit } from './resources/fit.ts';
import type { Making } from './resources/resource-type.ts';
import { RESOURCE_TYPES } from './resources/resource-types.ts';
import type { EventStamp, Stack, StackOutput, Stacks } from './stacks.ts';
import { textOf, type Json, type JsonObject } from './template/json.ts';
import type { Resource } from './template/template.ts';

const POLL = seconds(5);

export class Deployment {
  readonly #kernel: Kernel;
  readonly #stacks: Stacks;
  readonly #stack: Stack;
  readonly #scope: Scope;
  readonly #cause: Cause;
  readonly #plan: Plan;

  constructor(kernel: Kernel, stacks: Stacks, arn: string, cause: Cause) {
    this.#kernel = kernel;
    this.#stacks = stacks;
    this.#stack = stacks.get(arn);
    this.#cause = cause;
    const { account, region, name, parameters, settings, template } = this.#stack;
    this.#scope = { accountId: account, region, partition: 'aws' };
    const identity = { arn, name, notificationArns: settings.notificationArns };
    const given = new Map(Object.entries(parameters));
    this.#plan = planStack(template, given, identity, this.#scope, (logicalId) => this.#made(logicalId));
  }

  async create(): Promise<void> {
    const { arn, settings } = this.#stack;
    try {
      for (const resource of this.#plan.resources) {
        if (this.#record(resource.logicalId)?.status !== 'CREATE_COMPLETE') await this.#create(resource);
      }
      this.#stacks.setOutputs(arn, this.#outputs());
      this.#setStatus('CREATE_COMPLETE');
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      await this.#giveUp(settings.onFailure, error.message);
    }
  }

  async delete(): Promise<void> {
    const failed = await this.#deleteAll(({ deletionPolicy }) => deletionPolicy === 'Delete');
    if (failed.length === 0) this.#setStatus('DELETE_COMPLETE');
    else {
      this.#setStatus(
        'DELETE_FAILED',
        `The following resource(s) failed to delete: [${failed.join(', ')}]. `,
      );
    }
  }

  async #giveUp(onFailure: Stack['settings']['onFailure'], reason: string): Promise<void> {
    if (onFailure === 'DO_NOTHING') return this.#setStatus('CREATE_FAILED', reason);
    if (onFailure === 'DELETE') {
      this.#setStatus('DELETE_IN_PROGRESS', reason);
      return this.delete();
    }
    this.#setStatus('ROLLBACK_IN_PROGRESS', `${reason} Rollback requested by user.`);
    const failed = await this.#deleteAll(({ deletionPolicy }) => deletionPolicy !== 'Retain');
    if (failed.length === 0) this.#setStatus('ROLLBACK_COMPLETE');
    else {
      this.#setStatus(
        'ROLLBACK_FAILED',
        `The following resource(s) failed to delete: [${failed.join(', ')}]. `,
      );
    }
  }

  async #create(resource: Resource): Promise<void> {
    const { logicalId, type } = resource;
    const definition = RESOURCE_TYPES.get(type)!;
    let physical = '';
    this.#setResource(resource, 'CREATE_IN_PROGRESS', '');
    try {
      const properties = this.#plan.evaluation.object(resource.properties);
      checkProperties(definition, properties);
      const making = this.#making(logicalId, (physicalId) => {
        physical = physicalId;
        this.#setResource(resource, 'CREATE_IN_PROGRESS', physical, {}, 'Resource creation Initiated');
      });
      const attributes = await definition.create(properties, making);
      this.#setResource(resource, 'CREATE_COMPLETE', physical, attributes);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      this.#setResource(resource, 'CREATE_FAILED', physical, {}, error.message);
      throw validationError(`The following resource(s) failed to create: [${logicalId}].`);
    }
  }

  /** Removes what there is, last first; returns what stayed against the stack's will. */
  async #deleteAll(removed: (resource: Resource) => boolean): Promise<readonly string[]> {
    const failed: string[] = [];
    for (const resource of this.#plan.resources.toReversed()) {
      const record = this.#record(resource.logicalId);
      if (record === undefined || /^DELETE_(COMPLETE|SKIPPED)$/.test(record.status)) continue;
      const { physical } = record;
      const attributes = JSON.parse(record.attributes) as JsonObject;
      if (physical === '') this.#setResource(resource, 'DELETE_COMPLETE', '', attributes);
      else if (!removed(resource)) this.#setResource(resource, 'DELETE_SKIPPED', physical, attributes);
      else if (!(await this.#delete(resource, physical, attributes))) failed.push(resource.logicalId);
    }
    return failed;
  }

  async #delete(resource: Resource, physical: string, attributes: JsonObject): Promise<boolean> {
    this.#setResource(resource, 'DELETE_IN_PROGRESS', physical, attributes);
    try {
      const making = this.#making(resource.logicalId, () => undefined);
      await RESOURCE_TYPES.get(resource.type)!.delete(physical, attributes, making);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      // What somebody else removed is gone, which is all that was asked for.
      if (error.status !== 404 && !/NotFound|NonExistent|DoesNotExist|NoSuch/.test(error.code)) {
        this.#setResource(resource, 'DELETE_FAILED', physical, attributes, error.message);
        return false;
      }
    }
    this.#setResource(resource, 'DELETE_COMPLETE', physical, attributes);
    return true;
  }

  #outputs(): readonly StackOutput[] {
    const { evaluation, template } = this.#plan;
    return template.outputs
      .filter(({ condition }) => condition === undefined || evaluation.condition(condition))
      .map(({ name, value, description }) => ({
        OutputKey: name,
        OutputValue: asOutput(evaluation.value(value)),
        ...(description !== undefined && { Description: description }),
      }));
  }

  #making(logicalId: string, exists: (physicalId: string) => void): Making {
    const { clock, ids, ports } = this.#kernel;
    const { principal } = this.#stack.settings;
    const scope = this.#scope;
    return {
      region: scope.region,
      logicalId,
      generatedName: generatedName(this.#stack.name, logicalId, ids),
      now: clock.now(),
      exists,
      invoke: async (service, operation, input) => {
        const calls = ports.find('calls')!;
        const model = await calls.model(service);
        const shape = model?.operations.get(operation)?.input;
        const fitted = shape === undefined ? input : fit(shape, input);
        const request = { service, operation, input: fitted, scope, principal, cause: this.#cause };
        return (await calls.invoke(request)) as Readonly<Record<string, unknown>>;
      },
      until: async (ready) => {
        while (!(await ready())) await clock.sleep(POLL);
      },
    };
  }

  #record(logicalId: string) {
    return this.#stacks.resources(this.#stack.arn).find(({ logical }) => logical === logicalId);
  }

  #made(logicalId: string) {
    const record = this.#record(logicalId);
    if (record?.status !== 'CREATE_COMPLETE') return undefined;
    return { physicalId: record.physical, attributes: JSON.parse(record.attributes) as JsonObject };
  }

  #setResource(
    { logicalId: logical, type }: Resource,
    status: string,
    physical: string,
    attributes: JsonObject = {},
    reason?: string,
  ): void {
    const resource = { logical, type, status, physical, attributes, reason };
    this.#stacks.setResource(this.#stack.arn, resource, this.#stamp());
  }

  #setStatus(status: string, reason: string | null = null): void {
    this.#stacks.setStatus(this.#stack, status, reason, this.#stamp());
  }

  #stamp(): EventStamp {
    return { id: this.#kernel.ids.uuid(), at: this.#kernel.clock.now() };
  }
}

function checkProperties(
  {
    properties: known,
    required = [],
  }: { readonly properties: readonly string[]; readonly required?: readonly string[] },
  given: JsonObject,
): void {
  const [unknown] = Object.keys(given).filter((name) => !known.includes(name));
  if (unknown !== undefined) throw validationError(`Encountered unsupported property ${unknown}`);
  const [missing] = required.filter((name) => given[name] === undefined);
  if (missing !== undefined)
    throw validationError(`Properties validation failed: required key [${missing}] not found`);
}

function asOutput(value: Json): string {
  if (typeof value === 'object')
    throw validationError('Template format error: Every Value member must be a string.');
  return textOf(value);
}
