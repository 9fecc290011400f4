/**
 * The parameters from before expressions (Expected, AttributeUpdates, KeyConditions, QueryFilter, ScanFilter,
 * ConditionalOperator, AttributesToGet), turned into what expressions turn into, so that one evaluator serves both.
 *
 * Evidence: aws.md section E.2; LegacyConditionalParameters of the developer guide; that NOT_CONTAINS is false of an
 * attribute that is not there: Alternator's tests, which their authors run on AWS.
 */
import type {
  AttributeValue,
  AttributeValueUpdate,
  ComparisonOperator,
  ConditionalOperator,
  Condition as LegacyCondition,
  ExpectedAttributeValue,
} from '@aws-sdk/client-dynamodb';
import { compareValues, typeOf, type AttributeType } from './attributes.ts';
import { invalidParameter, validation } from './errors.ts';
import type { BoundOperand, Condition, UpdateAction } from './expressions/bound.ts';
import type { KeyCondition, KeyConditions } from './expressions/key-condition.ts';
import { Projection } from './expressions/path.ts';
import { nameSize, readValue } from './item-reader.ts';

const COUNTS: Readonly<Record<ComparisonOperator, readonly [least: number, most: number]>> = {
  NULL: [0, 0],
  NOT_NULL: [0, 0],
  EQ: [1, 1],
  NE: [1, 1],
  LE: [1, 1],
  LT: [1, 1],
  GE: [1, 1],
  GT: [1, 1],
  CONTAINS: [1, 1],
  NOT_CONTAINS: [1, 1],
  BEGINS_WITH: [1, 1],
  IN: [1, 100],
  BETWEEN: [2, 2],
};
const SCALARS: readonly AttributeType[] = ['S', 'N', 'B'];
const TYPES: Partial<Readonly<Record<ComparisonOperator, readonly AttributeType[]>>> = {
  LE: SCALARS,
  LT: SCALARS,
  GE: SCALARS,
  GT: SCALARS,
  CONTAINS: SCALARS,
  NOT_CONTAINS: SCALARS,
  BEGINS_WITH: ['S', 'B'],
  IN: SCALARS,
  BETWEEN: SCALARS,
};

/** A filter over several attributes. */
export function filterOf(
  conditions: Readonly<Record<string, LegacyCondition>>,
  operator: ConditionalOperator | undefined,
): Condition | undefined {
  const all = Object.entries(conditions).map(
    ([name, { ComparisonOperator: comparison, AttributeValueList }]) =>
      conditionOn(name, comparison ?? 'EQ', readList(comparison ?? 'EQ', AttributeValueList ?? [])),
  );
  return joined(all, operator);
}

/**
 * Whether AND or OR has two conditions at least to stand between.
 *
 * @param conditions what Expected, QueryFilter or ScanFilter hold
 * @throws AwsError ValidationException
 */
export function checkConditionalOperator(
  operator: ConditionalOperator | undefined,
  conditions: object = {},
): void {
  if (operator === undefined) return;
  const count = Object.keys(conditions).length;
  if (count === 0) throw validation('ConditionalOperator cannot be used without Filter or Expected');
  if (count > 1) return;
  throw validation('ConditionalOperator can only be used when Filter or Expected has two or more elements');
}

/** What a write expects of the item before it. */
export function expectationOf(
  expected: Readonly<Record<string, ExpectedAttributeValue>>,
  operator: ConditionalOperator | undefined,
): Condition | undefined {
  return joined(
    Object.entries(expected).map(([name, expectation]) => expectationOn(name, expectation)),
    operator,
  );
}

function expectationOn(name: string, expectation: ExpectedAttributeValue): Condition {
  const {
    ComparisonOperator: comparison,
    AttributeValueList: list,
    Value: value,
    Exists: exists,
  } = expectation;
  if (list !== undefined && value !== undefined) {
    throw invalidParameter(`Value and AttributeValueList cannot be used together for Attribute: ${name}`);
  }
  if (comparison !== undefined) {
    if (exists !== undefined) {
      throw invalidParameter(`Exists and ComparisonOperator cannot be used together for Attribute: ${name}`);
    }
    const needsNone = comparison === 'NULL' || comparison === 'NOT_NULL';
    if (!needsNone && list === undefined && value === undefined) {
      throw invalidParameter(
        `Value or AttributeValueList must be used with ComparisonOperator: ${comparison} for Attribute: ${name}`,
      );
    }
    const values = readList(comparison, list ?? (value === undefined ? [] : [value]));
    return conditionOn(name, comparison, values);
  }
  if (list !== undefined) {
    throw invalidParameter(
      `AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`,
    );
  }
  const mustExist = exists ?? true;
  if (mustExist && value === undefined) {
    throw invalidParameter(
      `Value must be provided when Exists is ${exists ?? 'null'} for Attribute: ${name}`,
    );
  }
  if (!mustExist && value !== undefined) {
    throw invalidParameter(`Value cannot be used when Exists is false for Attribute: ${name}`);
  }
  if (value === undefined) return conditionOn(name, 'NULL', []);
  return conditionOn(name, 'EQ', [readValue(value)]);
}

export function keyConditionsFrom(conditions: Readonly<Record<string, LegacyCondition>>): KeyConditions {
  const operators: Partial<Record<ComparisonOperator, KeyCondition['operator']>> = {
    EQ: '=',
    LT: '<',
    LE: '<=',
    GT: '>',
    GE: '>=',
    BETWEEN: 'BETWEEN',
    BEGINS_WITH: 'begins_with',
  };
  return new Map(
    Object.entries(conditions).map(([name, { ComparisonOperator: comparison, AttributeValueList }]) => {
      const values = readList(comparison ?? 'EQ', AttributeValueList ?? []);
      const operator = operators[comparison ?? 'EQ'];
      if (operator === undefined) {
        throw validation('Attempted conditional constraint is not an indexable operation');
      }
      return [name, { operator, values }];
    }),
  );
}

export function updatesOf(updates: Readonly<Record<string, AttributeValueUpdate>>): readonly UpdateAction[] {
  return Object.entries(updates).map(([name, { Action: action = 'PUT', Value: raw }]): UpdateAction => {
    nameSize(name);
    const path = [name];
    const value = raw === undefined ? undefined : readValue(raw);
    if (value === undefined) {
      if (action === 'DELETE') return { kind: 'REMOVE', path };
      throw invalidParameter('Only DELETE action is allowed when no attribute value is specified');
    }
    if (action === 'PUT') return { kind: 'SET', path, value: { kind: 'value', value } };
    const type = typeOf(value);
    const isSet = type === 'SS' || type === 'NS' || type === 'BS';
    if (action === 'DELETE' && !isSet) {
      throw invalidParameter(`DELETE action with value is not supported for the type ${type}`);
    }
    if (action === 'ADD' && !isSet && type !== 'N' && type !== 'L') {
      throw invalidParameter(`ADD action is not supported for the type ${type}`);
    }
    return { kind: action === 'ADD' ? 'ADD' : 'DELETE', path, value, legacy: true };
  });
}

export function attributesToGet(names: readonly string[]): Projection {
  for (const name of names) nameSize(name);
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined) {
    throw invalidParameter(`Duplicate value in attribute name: ${repeated}`);
  }
  return new Projection(names.map((name) => [name]));
}

function readList(comparison: ComparisonOperator, raw: readonly AttributeValue[]): AttributeValue[] {
  const values = raw.map(readValue);
  const [least, most] = COUNTS[comparison];
  if (values.length < least || values.length > most) {
    throw invalidParameter(`Invalid number of argument(s) for the ${comparison} ComparisonOperator`);
  }
  const types = values.map(typeOf);
  if (types.some((type) => type !== types[0])) {
    throw invalidParameter('AttributeValues inside AttributeValueList must be of same type');
  }
  const wrong = types.find((type) => TYPES[comparison]?.includes(type) === false);
  if (wrong !== undefined) {
    throw invalidParameter(`ComparisonOperator ${comparison} is not valid for ${wrong} AttributeValue type`);
  }
  const [low, high] = values;
  if (comparison === 'BETWEEN' && low !== undefined && high !== undefined) {
    if ((compareValues(low, high) ?? 0) > 0) {
      throw validation(
        'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
      );
    }
  }
  return values;
}

function conditionOn(
  name: string,
  comparison: ComparisonOperator,
  values: readonly AttributeValue[],
): Condition {
  const operand: BoundOperand = { kind: 'path', path: [name] };
  const [first, second] = values.map((value): BoundOperand => ({ kind: 'value', value }));
  const test = (call: string): Condition => ({
    kind: 'test',
    call: { kind: 'call', name: call, operands: first === undefined ? [operand] : [operand, first] },
  });
  const compare = (comparator: '=' | '<>' | '<' | '<=' | '>' | '>='): Condition => ({
    kind: 'compare',
    comparator,
    left: operand,
    right: first ?? operand,
  });
  switch (comparison) {
    case 'EQ':
      return compare('=');
    case 'NE':
      return compare('<>');
    case 'LT':
      return compare('<');
    case 'LE':
      return compare('<=');
    case 'GT':
      return compare('>');
    case 'GE':
      return compare('>=');
    case 'NULL':
      return test('attribute_not_exists');
    case 'NOT_NULL':
      return test('attribute_exists');
    case 'BEGINS_WITH':
      return test('begins_with');
    case 'CONTAINS':
      return test('contains');
    case 'NOT_CONTAINS':
      return {
        kind: 'and',
        left: { kind: 'test', call: { kind: 'call', name: 'attribute_exists', operands: [operand] } },
        right: { kind: 'not', condition: test('contains') },
      };
    case 'BETWEEN':
      return { kind: 'between', operand, low: first ?? operand, high: second ?? operand };
    case 'IN':
      return { kind: 'in', operand, candidates: values.map((value) => ({ kind: 'value', value })) };
  }
}

function joined(
  conditions: readonly Condition[],
  operator: ConditionalOperator | undefined,
): Condition | undefined {
  const kind = operator === 'OR' ? 'or' : 'and';
  return conditions.reduce<Condition | undefined>(
    (left, right) => (left === undefined ? right : { kind, left, right }),
    undefined,
  );
}
