/**
 * What feeds functions: the mappings, and for each that is switched on a reader that runs until it is switched off. The
 * readers themselves belong to the wirings, one for each service that can be a source.
 */
import type { Store } from '../../../kernel/store.ts';
import { notImplemented, type AwsError } from '../../../kernel/aws-error.ts';
import { parseArn } from '../../../kernel/scope.ts';
import { invalidParameter } from '../errors.ts';
import type { EventSourceMapping, SourceConnector, SourceService } from './mapping.ts';
import { Mappings } from './mappings.ts';

export class EventSources {
  readonly mappings: Mappings;
  readonly #connectors = new Map<SourceService, SourceConnector>();
  readonly #running = new Map<string, () => void>();

  constructor(store: Store) {
    this.mappings = new Mappings(store);
  }

  /** Names who feeds functions from a service. */
  connect(service: SourceService, connector: SourceConnector): void {
    this.#connectors.set(service, connector);
  }

  /** @throws AwsError InvalidParameterValueException, NotImplemented */
  connector(sourceArn: string): SourceConnector {
    const service = serviceOf(sourceArn);
    const connector = this.#connectors.get(service);
    if (connector === undefined) throw notImplemented('lambda', `event sources of ${service}`);
    return connector;
  }

  /** Takes up what was switched on before the cloud was started again. */
  startAll(): void {
    for (const mapping of this.mappings.all()) this.restart(mapping);
  }

  /** Makes the mapping's reader follow the mapping. */
  restart(mapping: EventSourceMapping): void {
    this.stop(mapping.uuid);
    if (!mapping.enabled) return;
    this.#running.set(mapping.uuid, this.connector(mapping.sourceArn).start(mapping));
  }

  stop(uuid: string): void {
    this.#running.get(uuid)?.();
    this.#running.delete(uuid);
  }

  stopAll(): void {
    for (const uuid of this.#running.keys()) this.stop(uuid);
  }
}

/** @throws AwsError InvalidParameterValueException when the text is no ARN */
export function serviceOf(sourceArn: string): SourceService {
  const service = parseArn(sourceArn)?.service;
  if (service === undefined) throw unrecognised();
  return service as SourceService;
}

export const unrecognised = (): AwsError => invalidParameter('Unrecognized event source.');
