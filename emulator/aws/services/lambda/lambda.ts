/**
 * Lambda: functions and what hangs on them.
 *
 * Gaps: creating and changing a function take no time, so `Pending` and `InProgress` are seen in the answers of the
 * changes themselves only, and an overlapping change is refused (409) only while a package is being unpacked. What is
 * kept but does not act stands in the notes of `service.ts` and the headers of the nouns.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import { Aliases, type Alias } from './aliases.ts';
import { AsyncEvents } from './async-events.ts';
import { functionNotFound, updateInProgress } from './errors.ts';
import { EventConfigs } from './event-configs.ts';
import { EventSources } from './event-sources/event-sources.ts';
import { Invocations } from './execution/invocations.ts';
import { functionArn, isVersion, LATEST, type FunctionReference } from './function-reference.ts';
import { LambdaPort } from './function-port.ts';
import { Functions, type LambdaFunction } from './functions.ts';
import { FunctionUrls } from './function-urls.ts';
import { Layers } from './layers.ts';
import { ownerOfCode } from './owned-code.ts';
import { Packages } from './packages.ts';
import { Permissions } from './permissions.ts';
import { MIGRATIONS } from './schema.ts';
import { Versions, type FunctionVersion } from './versions.ts';

/** What a reference leads to. */
export interface Target {
  readonly fn: LambdaFunction;
  readonly version: FunctionVersion;
  readonly alias: Alias | undefined;
}

export class Lambda {
  readonly kernel: Kernel;
  readonly functions: Functions;
  readonly versions: Versions;
  readonly aliases: Aliases;
  readonly permissions: Permissions;
  readonly eventConfigs: EventConfigs;
  readonly urls: FunctionUrls;
  readonly layers: Layers;
  readonly packages: Packages;
  readonly invocations: Invocations;
  readonly events: AsyncEvents;
  readonly sources: EventSources;
  readonly #changing = new Set<number>();

  constructor(kernel: Kernel) {
    const { store, ids, blobs } = kernel;
    this.kernel = kernel;
    store.define('lambda', MIGRATIONS);
    blobs.ownedBy(ownerOfCode(store));
    this.functions = new Functions(store);
    this.versions = new Versions(store, this.functions, ids, blobs);
    this.aliases = new Aliases(store, ids);
    this.permissions = new Permissions(store);
    this.eventConfigs = new EventConfigs(store);
    this.urls = new FunctionUrls(store);
    this.layers = new Layers(store);
    this.packages = new Packages(kernel);
    this.invocations = new Invocations(this);
    this.events = new AsyncEvents(this);
    this.sources = new EventSources(store);
    kernel.ports.provide('functions', new LambdaPort(this));
  }

  /**
   * Follows a reference to a version; an alias leads to its main one.
   *
   * @throws AwsError ResourceNotFoundException
   */
  target(reference: FunctionReference): Target {
    const { qualifier = LATEST } = reference;
    const fn = this.functions.get(reference, functionArn(reference, reference.qualifier));
    const alias = isVersion(qualifier) ? undefined : this.aliases.find(fn, qualifier);
    return { fn, version: this.versions.get(fn, alias?.version ?? qualifier), alias };
  }

  /**
   * The same for an invocation: an alias shares its invocations out between its versions.
   *
   * @throws AwsError ResourceNotFoundException
   */
  invocationTarget(reference: FunctionReference): Target {
    const { qualifier } = reference;
    const fn = this.functions.get(reference, functionArn(reference, qualifier ?? LATEST));
    if (qualifier === undefined || isVersion(qualifier)) return this.target(reference);
    const alias = this.aliases.find(fn, qualifier);
    if (alias === undefined) throw functionNotFound(functionArn(reference, qualifier));
    const [second, share] = Object.entries(alias.weights ?? {})[0] ?? [];
    const chosen = second !== undefined && this.kernel.ids.random() < share! ? second : alias.version;
    return { fn, version: this.versions.get(fn, chosen), alias };
  }

  /** Removes a function with all its versions. */
  remove(fn: LambdaFunction): void {
    this.invocations.retire(fn);
    this.kernel.store.transact(() => {
      for (const version of this.versions.list(fn)) this.versions.remove(version);
      this.functions.remove(fn);
    });
  }

  /**
   * Runs a change that takes a while; another one meanwhile is refused.
   *
   * @throws AwsError ResourceConflictException
   */
  async change<T>(fn: LambdaFunction, work: () => Promise<T>): Promise<T> {
    this.checkUnchanging(fn);
    this.#changing.add(fn.id);
    try {
      return await work();
    } finally {
      this.#changing.delete(fn.id);
    }
  }

  /** Begins what goes on by itself. */
  start(): void {
    this.sources.startAll();
  }

  /** Idle environments go on where a restore brings back the very version that they run. */
  bequeath(): (heir: Lambda) => void {
    const handOver = this.invocations.bequeath();
    return (heir) => handOver(heir.invocations);
  }

  close(): Promise<void> {
    this.sources.stopAll();
    return this.invocations.close();
  }

  /** @throws AwsError ResourceConflictException while the function is being changed */
  checkUnchanging(fn: LambdaFunction): void {
    if (this.#changing.has(fn.id)) throw updateInProgress(functionArn(fn));
  }
}
