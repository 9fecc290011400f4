/**
 * The expressions of a request: checks which parameters may stand together, parses, binds, and sees that every name and
 * value is used. The order of checks is DynamoDB's.
 *
 * Evidence: aws.md section E.2.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Attributes } from '../attributes.ts';
import { validation } from '../errors.ts';
import { NAME_TOO_LARGE, nameSize, readValue } from '../item-reader.ts';
import { bindCondition } from './bind-condition.ts';
import { Binding } from './binding.ts';
import type { Condition, UpdateAction } from './bound.ts';
import type { ExpressionCache } from './cache.ts';
import { checkOverlap, Projection } from './path.ts';
import { Refusal } from './refusal.ts';
import { bindUpdate } from './update.ts';

/** The parameters that expressions travel in; each operation has some of them. */
export interface ExpressionParameters {
  readonly UpdateExpression?: string | undefined;
  readonly ConditionExpression?: string | undefined;
  readonly KeyConditionExpression?: string | undefined;
  readonly FilterExpression?: string | undefined;
  readonly ProjectionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue> | undefined;
}

export interface BoundExpressions {
  readonly update?: readonly UpdateAction[];
  readonly condition?: Condition;
  readonly keyCondition?: Condition;
  readonly filter?: Condition;
  readonly projection?: Projection;
}

type ExpressionName = Exclude<keyof ExpressionParameters, `ExpressionAttribute${string}`>;

const NO_EXPRESSIONS: BoundExpressions = {};

/**
 * Refuses expressions beside the parameters they replaced, and names and values without expressions. Transactions have
 * none of the old parameters, and AWS lets names and values stand alone in them.
 *
 * @param expressions the operation's expression parameters, in AWS's order
 * @param legacy the operation's parameters from before expressions
 */
export function checkParameters(
  input: ExpressionParameters,
  expressions: readonly ExpressionName[],
  legacy: readonly string[],
): void {
  const given = expressions.filter((name) => input[name] !== undefined);
  const old = legacy.filter((name) => (input as Readonly<Record<string, unknown>>)[name] !== undefined);
  if (given.length > 0 && old.length > 0) {
    throw validation(
      `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${old.join(', ')}} Expression parameters: {${given.join(', ')}}`,
    );
  }
  if (input.ExpressionAttributeNames !== undefined && given.length === 0) {
    throw validation('ExpressionAttributeNames can only be specified when using expressions');
  }
  if (input.ExpressionAttributeValues === undefined) return;
  const users = expressions.filter((name) => name !== 'ProjectionExpression');
  if (users.length === 0 || users.some((name) => input[name] !== undefined)) return;
  const verb = users.length > 1 ? 'are' : 'is';
  throw validation(
    `ExpressionAttributeValues can only be specified when using expressions: ${users.join(' and ')} ${verb} null`,
  );
}

/** @throws AwsError ValidationException */
export function bindExpressions(input: ExpressionParameters, cache: ExpressionCache): BoundExpressions {
  const names = input.ExpressionAttributeNames;
  const values = input.ExpressionAttributeValues;
  const { UpdateExpression, ConditionExpression, KeyConditionExpression } = input;
  const { FilterExpression, ProjectionExpression } = input;
  const texts = [UpdateExpression, ConditionExpression, KeyConditionExpression];
  if ([...texts, FilterExpression, ProjectionExpression].every((text) => text === undefined)) {
    return NO_EXPRESSIONS;
  }
  if (names !== undefined) {
    checkPlaceholders('ExpressionAttributeNames', names, NAME_PLACEHOLDER);
    for (const name of Object.values(names)) nameSize(name);
  }
  const binding = new Binding(names ?? {}, values === undefined ? {} : readValues(values));
  const bound: BoundExpressions = {
    ...(UpdateExpression !== undefined && {
      update: named('UpdateExpression', () => bindUpdate(cache.update(UpdateExpression), binding)),
    }),
    ...(ConditionExpression !== undefined && {
      condition: boundCondition('ConditionExpression', ConditionExpression, binding, cache),
    }),
    ...(KeyConditionExpression !== undefined && {
      keyCondition: boundCondition('KeyConditionExpression', KeyConditionExpression, binding, cache),
    }),
    ...(FilterExpression !== undefined && {
      filter: boundCondition('FilterExpression', FilterExpression, binding, cache),
    }),
    ...(ProjectionExpression !== undefined && {
      projection: boundProjection(ProjectionExpression, binding, cache),
    }),
  };
  checkAllUsed('ExpressionAttributeNames', binding.unusedNames);
  checkAllUsed('ExpressionAttributeValues', binding.unusedValues);
  return bound;
}

function boundCondition(
  name: ExpressionName,
  text: string,
  binding: Binding,
  cache: ExpressionCache,
): Condition {
  return named(name, () => bindCondition(cache.condition(text), binding));
}

function boundProjection(text: string, binding: Binding, cache: ExpressionCache): Projection {
  return named('ProjectionExpression', () => {
    const paths = cache.projection(text).map((path) => binding.path(path));
    checkOverlap(paths);
    return new Projection(paths);
  });
}

function named<T>(name: ExpressionName, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw validation(`Invalid ${name}: ${error.message}`);
    throw error;
  }
}

const NAME_PLACEHOLDER = /^#[A-Za-z0-9_]+$/;
const VALUE_PLACEHOLDER = /^:[A-Za-z0-9_]+$/;

function checkPlaceholders(parameter: string, map: object, pattern: RegExp): void {
  const keys = Object.keys(map);
  if (keys.length === 0) throw validation(`${parameter} must not be empty`);
  for (const key of keys) {
    if (!pattern.test(key))
      throw validation(`${parameter} contains invalid key: Syntax error; key: "${key}"`);
  }
}

function readValues(raw: Readonly<Record<string, AttributeValue>>): Attributes {
  checkPlaceholders('ExpressionAttributeValues', raw, VALUE_PLACEHOLDER);
  const values = Object.create(null) as Record<string, AttributeValue>;
  for (const [key, value] of Object.entries(raw)) {
    try {
      values[key] = readValue(value);
    } catch (error) {
      if (!(error instanceof AwsError) || error.message === NAME_TOO_LARGE) throw error;
      throw validation(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`);
    }
  }
  return values;
}

function checkAllUsed(parameter: string, unused: ReadonlySet<string>): void {
  if (unused.size === 0) return;
  throw validation(`Value provided in ${parameter} unused in expressions: keys: {${[...unused].join(', ')}}`);
}
