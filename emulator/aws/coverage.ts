import { SERVICES } from './cloud.ts';
import type { Notes } from './kernel/operation.ts';
import type { ServiceModel } from './wire/schema.ts';

/** One operation of AWS's own model of a service, and what becomes of it here. */
export interface CoverageRow {
  /** The service's name on the wire: `s3`. */
  readonly service: string;
  /** AWS's name: `PutObject`. */
  readonly operation: string;
  /** `implemented` acts, `stored` keeps and returns what it is given without acting on it, `refused` answers 501. */
  readonly state: 'implemented' | 'stored' | 'refused';
  /** What differs from AWS. */
  readonly note?: string;
}

/** What coverage needs of a service, whatever its state. */
interface Covered {
  readonly name: string;
  readonly model: () => ServiceModel | Promise<ServiceModel>;
  readonly operations: Readonly<Record<string, unknown>>;
  readonly notes?: Notes;
}

/** Every operation of every service a cloud has, read from the models and tables that dispatch requests. */
export async function coverage(): Promise<CoverageRow[]> {
  const services: readonly Covered[] = SERVICES;
  return (await Promise.all(services.map(coverageOf))).flat();
}

async function coverageOf({ name: service, model, operations, notes }: Covered): Promise<CoverageRow[]> {
  const { operations: modelled } = await model();
  return [...modelled.keys()].map((operation): CoverageRow => {
    const note = notes?.[operation];
    if (operations[operation] === undefined) return { service, operation, state: 'refused' };
    if (note === undefined) return { service, operation, state: 'implemented' };
    return typeof note === 'string'
      ? { service, operation, state: 'implemented', note }
      : { service, operation, state: 'stored', note: note.stored };
  });
}
