/**
 * Counts usage in the dimensions of an AWS bill: service, usage type, operation, resource, account and region. It only
 * ever adds; prices are somebody else's business.
 */

export interface UsageDimension {
  /** Our service name: `s3`. */
  readonly service: string;
  /** The bill's usage type without its region prefix: `Requests-Tier1`, `TimedStorage-ByteHrs`, `Lambda-GB-Second`. */
  readonly usageType: string;
  /** The operation or storage class that caused it, where the bill tells them apart. */
  readonly operation: string;
  /** The bucket, function, table, queue or distribution. */
  readonly resource: string;
  readonly accountId: string;
  readonly region: string;
}

export interface Usage extends UsageDimension {
  /** In the unit of the usage type: requests, bytes, byte-hours, GB-seconds. */
  readonly quantity: number;
}

interface Counted {
  readonly dimension: UsageDimension;
  quantity: number;
}

/** By one part of a dimension after the other: to look six names up takes less than to join them to one. */
class Part<Next> extends Map<string, Next> {
  at(name: string, begin: () => Next): Next {
    const known = this.get(name);
    if (known !== undefined) return known;
    const next = begin();
    this.set(name, next);
    return next;
  }
}

type Parts = Part<Part<Part<Part<Part<Part<Counted>>>>>>;
const part = <Next>(): Part<Next> => new Part<Next>();

export class Meter {
  readonly #parts: Parts = new Part();
  /** In the order in which they were first counted. */
  #usage: Counted[] = [];

  /** Adds to a dimension. */
  add(dimension: UsageDimension, quantity: number): void {
    const { service, usageType, operation, resource, accountId, region } = dimension;
    this.#parts
      .at(service, part)
      .at(operation, part)
      .at(usageType, part)
      .at(resource, part)
      .at(accountId, part)
      .at(region, () => this.#begin(dimension)).quantity += quantity;
  }

  /** Everything counted so far. */
  usage(): readonly Usage[] {
    return this.#usage.map(({ dimension, quantity }) => ({ ...dimension, quantity }));
  }

  reset(): void {
    this.#parts.clear();
    this.#usage = [];
  }

  #begin(dimension: UsageDimension): Counted {
    const counted = { dimension, quantity: 0 };
    this.#usage.push(counted);
    return counted;
  }
}
