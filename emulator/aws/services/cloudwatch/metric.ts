/** What makes a metric: its account and region, namespace, name and the exact set of its dimensions. */
import type { Dimension } from '@aws-sdk/client-cloudwatch';
import type { Scope } from '../../kernel/scope.ts';
import { constraint, invalidValue } from './errors.ts';

export interface MetricName {
  readonly scope: Scope;
  readonly namespace: string;
  readonly name: string;
  /** In order of name. */
  readonly dimensions: readonly DimensionPair[];
}

export type DimensionPair = readonly [name: string, value: string];

const MOST_DIMENSIONS = 30;
const LONGEST_TEXT = 255;
const LONGEST_DIMENSION_VALUE = 1_024;

/** The same text for the same dimensions, in whichever order they came. */
export const dimensionsText = ({ dimensions }: MetricName): string => JSON.stringify(dimensions);

export const metricKey = (metric: MetricName): string => {
  const { scope, namespace, name } = metric;
  return `${scope.accountId}\0${scope.region}\0${namespace}\0${name}\0${dimensionsText(metric)}`;
};

export const orderDimensions = (dimensions: readonly DimensionPair[]): readonly DimensionPair[] =>
  dimensions.length < 2 ? dimensions : dimensions.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** @throws AwsError InvalidParameterValueException, ValidationException */
export function readDimensions(given: readonly Dimension[] | undefined): readonly DimensionPair[] {
  const dimensions = given ?? [];
  if (dimensions.length > MOST_DIMENSIONS) {
    throw constraint(dimensions.length, 'dimensions', `have length less than or equal to ${MOST_DIMENSIONS}`);
  }
  const pairs = dimensions.map(({ Name = '', Value = '' }): DimensionPair => {
    if (Name === '' || Name.length > LONGEST_TEXT) {
      throw invalidValue(`The value ${Name} for parameter Dimensions.Name is not a dimension's name.`);
    }
    if (Value === '' || Value.length > LONGEST_DIMENSION_VALUE) {
      throw invalidValue(`The value ${Value} for parameter Dimensions.Value is not a dimension's value.`);
    }
    return [Name, Value];
  });
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) {
    throw invalidValue('No dimension may be named twice.');
  }
  return orderDimensions(pairs);
}

export const dimensionsOutput = (dimensions: readonly DimensionPair[]): Dimension[] =>
  dimensions.map(([Name, Value]) => ({ Name, Value }));
