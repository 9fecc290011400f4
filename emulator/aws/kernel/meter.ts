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

export class Meter {
  readonly #usage = new Map<string, { readonly dimension: UsageDimension; quantity: number }>();

  /** Adds to a dimension. */
  add(dimension: UsageDimension, quantity: number): void {
    const { service, usageType, operation, resource, accountId, region } = dimension;
    const key = `${service}|${usageType}|${operation}|${resource}|${accountId}|${region}`;
    const usage = this.#usage.get(key);
    if (usage === undefined) this.#usage.set(key, { dimension, quantity });
    else usage.quantity += quantity;
  }

  /** Everything counted so far. */
  usage(): readonly Usage[] {
    return [...this.#usage.values()].map(({ dimension, quantity }) => ({ ...dimension, quantity }));
  }

  reset(): void {
    this.#usage.clear();
  }
}
