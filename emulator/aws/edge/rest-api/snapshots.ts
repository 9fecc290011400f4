/** Deployments as execution reads them: they never change, so each is read from its record once. */
import type { ApiGateway } from '../../services/api-gateway/api-gateway.ts';
import type { Snapshot } from '../../services/api-gateway/deployments.ts';
import type { RestApi } from '../../services/api-gateway/rest-apis.ts';
import type { Stage } from '../../services/api-gateway/stages.ts';

/** Kept in memory; the one asked for longest ago goes first. */
const KEPT = 100;

export class Snapshots {
  readonly #gateway: ApiGateway;
  readonly #kept = new Map<string, Snapshot>();

  constructor(gateway: ApiGateway) {
    this.#gateway = gateway;
  }

  /** What a stage shows; nothing when its deployment is gone. */
  of({ apiId }: RestApi, { deploymentId }: Stage): Snapshot | undefined {
    const name = `${apiId}/${deploymentId}`;
    const snapshot = this.#kept.get(name) ?? this.#gateway.deployments.find(apiId, deploymentId)?.snapshot;
    this.#kept.delete(name);
    if (snapshot === undefined) return undefined;
    if (this.#kept.size >= KEPT) this.#kept.delete(this.#kept.keys().next().value ?? '');
    this.#kept.set(name, snapshot);
    return snapshot;
  }
}
