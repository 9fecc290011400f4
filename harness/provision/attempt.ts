/** One step of provisioning, for whoever wants to know what was under way when it failed. */
export interface Step {
  /** `bucket`, `notifications`, `alarm`, … */
  readonly kind: string;
  readonly name: string;
  /** Of a resource with several: `lifecycle`. */
  readonly part?: string;
}

/** Carries out a step. It may go on after a failure by returning. */
export type Attempt = (step: Step, work: () => Promise<void>) => Promise<void>;

/** A failure ends everything. */
export const carryOut: Attempt = (_step, work) => work();
