/** Makes, changes and removes single resources of a stack, keeping every step as a status and an event. */
import { AwsError } from '../../kernel/aws-error.ts';
import { seconds, type Duration } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Principal, Scope } from '../../kernel/scope.ts';
import type { CustomResponses } from './custom-responses.ts';
import { validationError } from './errors.ts';
import { generatedName } from './plan.ts';
import { changedProperties, replacementOf } from './resource-changes.ts';
import { fit } from './resources/fit.ts';
import type { Existing, Making, ResourceType } from './resources/resource-type.ts';
import { resourceType } from './resources/resource-types.ts';
import type { StackResource, StackResources } from './stack-resources.ts';
import type { EventStamp } from './stacks.ts';
import { textOf, type JsonObject } from './template/json.ts';

/** How long a resource is given between two looks at whether it is ready. */
const POLL = seconds(1);

/** Where resources are kept, and where their providers answer. */
interface Records {
  readonly resources: StackResources;
  readonly customResponses: CustomResponses;
}

interface Whose {
  readonly arn: string;
  readonly name: string;
  readonly scope: Scope;
  readonly principal: Principal;
  readonly cause: Cause;
}

type Named = Pick<StackResource, 'logicalId' | 'type'>;

export class ResourceWork {
  readonly #kernel: Kernel;
  readonly #resources: StackResources;
  readonly #responses: CustomResponses;
  readonly #whose: Whose;

  constructor(kernel: Kernel, { resources, customResponses }: Records, whose: Whose) {
    this.#kernel = kernel;
    this.#resources = resources;
    this.#responses = customResponses;
    this.#whose = whose;
  }

  /**
   * @param prior what the new resource takes the place of
   * @throws AwsError ValidationError when the resource cannot be made; whatever part of it exists is on record
   */
  async create({ logicalId, type }: Named, properties: () => JsonObject, prior?: Existing): Promise<void> {
    const definition = resourceType(type)!;
    const step = prior === undefined ? 'CREATE' : 'UPDATE';
    let draft: Draft = { logicalId, type, physicalId: '', attributes: {}, properties: {}, prior };
    try {
      this.#put(
        draft,
        `${step}_IN_PROGRESS`,
        prior && 'Requested update requires the creation of a new physical resource; hence creating one.',
      );
      draft = { ...draft, properties: properties() };
      checkProperties(definition, draft.properties);
      const making = this.#making(logicalId, (physicalId) => {
        draft = { ...draft, physicalId };
        this.#put(draft, `${step}_IN_PROGRESS`, 'Resource creation Initiated');
      });
      const attributes = await definition.create(draft.properties, making);
      this.#put({ ...draft, attributes }, `${step}_COMPLETE`);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      this.#put(draft, `${step}_FAILED`, error.message);
      throw validationError(`The following resource(s) failed to ${step.toLowerCase()}: [${logicalId}].`);
    }
  }

  /**
   * Brings a resource to other properties, in place or by another resource.
   *
   * @returns whether anything was done
   * @throws AwsError ValidationError
   */
  async update(current: StackResource, properties: () => JsonObject): Promise<boolean> {
    const { logicalId, type, physicalId, attributes } = current;
    const definition = resourceType(type)!;
    const prior = current.prior ?? existingOf(current);
    let draft: Draft = { logicalId, type, physicalId, attributes, properties: current.properties, prior };
    try {
      const wanted = properties();
      const changed = changedProperties(current.properties, wanted);
      if (changed.length === 0) return false;
      checkProperties(definition, wanted);
      checkFixed(definition, changed);
      if (replacementOf(definition, changed)) {
        checkName(definition, current.properties, wanted);
        await this.create(current, () => wanted, existingOf(current));
        return true;
      }
      draft = { ...draft, properties: wanted };
      this.#put(draft, 'UPDATE_IN_PROGRESS');
      const making = this.#making(logicalId, (id) => {
        draft = { ...draft, physicalId: id };
      });
      const after = await definition.update!(existingOf(current), wanted, making);
      this.#put({ ...draft, attributes: after }, 'UPDATE_COMPLETE');
      return true;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (this.#resources.find(this.#whose.arn, logicalId)?.status !== 'UPDATE_FAILED') {
        this.#put(draft, 'UPDATE_FAILED', error.message);
      }
      throw validationError(`The following resource(s) failed to update: [${logicalId}].`);
    }
  }

  /** Takes back what `update` did. @throws AwsError ValidationError */
  async restore(current: StackResource): Promise<void> {
    const { logicalId, type, prior } = current;
    if (prior === undefined) return;
    let former = { logicalId, type, ...prior };
    if (prior.physicalId !== current.physicalId) {
      const replacement = current.physicalId === '' ? undefined : existingOf(current);
      this.#put({ ...former, prior: replacement }, 'UPDATE_COMPLETE');
      return;
    }
    this.#put({ ...former, prior }, 'UPDATE_IN_PROGRESS');
    try {
      const making = this.#making(logicalId, (id) => {
        former = { ...former, physicalId: id };
      });
      const attributes = await resourceType(type)!.update!(existingOf(current), prior.properties, making);
      this.#put({ ...former, attributes, prior: undefined }, 'UPDATE_COMPLETE');
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      this.#put({ ...former, prior }, 'UPDATE_FAILED', error.message);
      throw validationError(`The following resource(s) failed to update: [${logicalId}].`);
    }
  }

  /** Removes a resource; false when it would not go. */
  async delete(resource: StackResource): Promise<boolean> {
    const draft = { ...resource, prior: undefined };
    if (resource.physicalId === '') {
      this.#put(draft, 'DELETE_COMPLETE');
      return true;
    }
    this.#put(draft, 'DELETE_IN_PROGRESS');
    const fault = await this.#remove(resource, resource);
    if (fault === undefined) this.#put(draft, 'DELETE_COMPLETE');
    else this.#put(draft, 'DELETE_FAILED', fault.message);
    return fault === undefined;
  }

  /** Leaves a resource behind that the stack no longer has. */
  skip(resource: StackResource): void {
    this.#put({ ...resource, prior: undefined }, 'DELETE_SKIPPED');
  }

  /** Removes the other of two resources that an update made one of; what will not go stays behind. */
  async deletePrior(resource: StackResource): Promise<void> {
    const { prior } = resource;
    if (prior === undefined) return;
    const tell = (status: string, reason?: string): void =>
      this.#resources.tell(this.#whose.arn, { ...resource, ...prior }, status, reason, this.stamp());
    tell('DELETE_IN_PROGRESS');
    const fault = await this.#remove(resource, prior);
    if (fault === undefined) tell('DELETE_COMPLETE');
    else tell('DELETE_FAILED', fault.message);
  }

  stamp(): EventStamp {
    return { id: this.#kernel.ids.uuid(), at: this.#kernel.clock.now() };
  }

  async #remove(
    { logicalId, type }: Named,
    { physicalId, attributes, properties }: Existing,
  ): Promise<AwsError | undefined> {
    try {
      const making = this.#making(logicalId, () => undefined);
      await resourceType(type)!.delete(physicalId, attributes, making, properties);
      return undefined;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      // What somebody else removed is gone, which is all that was asked for.
      const gone = error.status === 404 || /NotFound|NonExistent|DoesNotExist|NoSuch/.test(error.code);
      return gone ? undefined : error;
    }
  }

  #put(draft: Draft, status: string, reason: string | null = null): void {
    this.#resources.put(this.#whose.arn, { ...draft, status, reason }, this.stamp());
  }

  #making(logicalId: string, exists: (physicalId: string) => void): Making {
    const { clock, ids, ports } = this.#kernel;
    const { arn, name, scope, principal, cause } = this.#whose;
    return {
      region: scope.region,
      stackId: arn,
      logicalId,
      requestId: ids.uuid(),
      generatedName: generatedName(name, logicalId, ids),
      now: clock.now(),
      exists,
      invoke: async (service, operation, input) => {
        const calls = ports.find('calls')!;
        const model = await calls.model(service);
        const shape = model?.operations.get(operation)?.input;
        const fitted = shape === undefined ? input : fit(shape, input);
        const request = { service, operation, input: fitted, scope, principal, cause };
        return (await calls.invoke(request)) as Readonly<Record<string, unknown>>;
      },
      until: async (ready) => {
        while (!(await ready())) await clock.sleep(POLL);
      },
      answered: (ask, patience) => this.#answered(ask, patience),
    };
  }

  async #answered(ask: (url: string) => Promise<void>, patience: Duration): Promise<string | undefined> {
    const { clock } = this.#kernel;
    const path = this.#responses.expect();
    try {
      const deadline = clock.now() + patience;
      await ask(`${this.#kernel.endpoint()}${path}`);
      while (this.#responses.answerTo(path) === undefined && clock.now() < deadline) await clock.sleep(POLL);
      return this.#responses.answerTo(path);
    } finally {
      this.#responses.forget(path);
    }
  }
}

type Draft = Omit<StackResource, 'reason' | 'status' | 'updated'>;

const existingOf = ({ physicalId, attributes, properties }: Existing): Existing => ({
  physicalId,
  attributes,
  properties,
});

function checkProperties({ properties: known, required = [] }: ResourceType, given: JsonObject): void {
  const [unknown] = known === 'any' ? [] : Object.keys(given).filter((name) => !known.includes(name));
  if (unknown !== undefined) throw validationError(`Encountered unsupported property ${unknown}`);
  const [missing] = required.filter((name) => given[name] === undefined);
  if (missing !== undefined)
    throw validationError(`Properties validation failed: required key [${missing}] not found`);
}

function checkFixed({ fixed = {} }: ResourceType, changed: readonly string[]): void {
  const [said] = changed.flatMap((name) => fixed[name] ?? []);
  if (said !== undefined) throw validationError(said);
}

function checkName({ named }: ResourceType, before: JsonObject, after: JsonObject): void {
  if (named === undefined || after[named] === undefined || after[named] !== before[named]) return;
  throw validationError(
    `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${textOf(after[named])} and update the stack again.`,
  );
}
