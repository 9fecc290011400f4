/**
 * A behaviour of AWS that a target is known not to have. It stands as data beside the target's definition, so that no
 * scenario is bent for a target; one that has disappeared fails the run until it is taken off the list.
 */
export interface Deviation {
  /** The scenario's sentence, to the letter. */
  readonly scenario: string;
  /** What the target does instead. */
  readonly instead: string;
  /** Where that is written down, or how and when it was seen. */
  readonly link: string;
  /** Whether it holds now and then all the same, as where requests race each other: then it passes. */
  readonly sometimes?: boolean | undefined;
}

/** Several scenarios that one and the same thing keeps from holding. */
export interface DeviationGroup extends Omit<Deviation, 'scenario'> {
  readonly scenarios: readonly string[];
}

export const deviationsIn = (groups: readonly DeviationGroup[]): readonly Deviation[] =>
  groups.flatMap(({ scenarios, ...facts }) => scenarios.map((scenario) => ({ scenario, ...facts })));
