/** The evaluator against a reference so small that it can be read at a glance: JavaScript values instead of attributes. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Attributes } from '../attributes.ts';
import { ExpressionCache } from './cache.ts';
import { satisfies } from './evaluate.ts';
import { bindExpressions } from './expressions.ts';
import { applyUpdate } from './update.ts';

/** An item's attribute as JavaScript has it; `undefined` when it is not there. */
type Plain = number | string | boolean | undefined;

const toValue = (plain: Exclude<Plain, undefined>): AttributeValue => {
  if (typeof plain === 'number') return { N: String(plain) };
  return typeof plain === 'string' ? { S: plain } : { BOOL: plain };
};
const toItem = (plain: Readonly<Record<string, Plain>>): Attributes =>
  Object.fromEntries(
    Object.entries(plain).flatMap(([name, value]) => (value === undefined ? [] : [[name, toValue(value)]])),
  );

const plain: fc.Arbitrary<Plain> = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom('', 'a', 'ab', 'b'),
  fc.boolean(),
  fc.constant(undefined),
);
const orderable = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom('a', 'ab', 'b'));
const item = fc.record({ p: plain, q: plain, r: plain });
type Item = Readonly<Record<'p' | 'q' | 'r', Plain>>;

/** A condition as text and as a function of the item. */
interface Case {
  readonly text: string;
  readonly values: readonly (number | string)[];
  readonly holds: (of: Item) => boolean;
}

const compare = (operator: string, a: Plain, b: Plain): boolean => {
  const equal = a !== undefined && b !== undefined && a === b;
  if (operator === '=') return equal;
  if (operator === '<>') return !equal;
  if (typeof a !== typeof b || typeof a === 'boolean' || a === undefined || b === undefined) return false;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
};

const name = fc.constantFrom('p' as const, 'q' as const, 'r' as const);
const leaf: fc.Arbitrary<Case> = fc.oneof(
  fc
    .tuple(name, fc.constantFrom('=', '<>', '<', '<=', '>', '>='), orderable)
    .map(([of, operator, value]): Case => ({
      text: `${of} ${operator} ?`,
      values: [value],
      holds: (given) => compare(operator, given[of], value),
    })),
  fc
    .tuple(fc.constantFrom(['p', 'q'], ['q', 'r']), fc.constantFrom('=', '<>', '<', '>='))
    .map(([[left, right], operator]): Case => ({
      text: `${left} ${operator} ${right}`,
      values: [],
      holds: (given) => compare(operator, given[left as 'p'], given[right as 'q']),
    })),
  name.map((of): Case => ({
    text: `attribute_exists(${of})`,
    values: [],
    holds: (given) => given[of] !== undefined,
  })),
  fc.tuple(name, fc.constantFrom('a', 'b')).map(([of, value]): Case => ({
    text: `contains(${of}, ?)`,
    values: [value],
    holds: (given) => String(given[of]).includes(value) && typeof given[of] === 'string',
  })),
  fc.tuple(name, fc.array(orderable, { minLength: 1, maxLength: 3 })).map(([of, values]): Case => ({
    text: `${of} IN (${values.map(() => '?').join(', ')})`,
    values,
    holds: (given) => values.some((value) => given[of] === value),
  })),
  fc
    .tuple(name, fc.integer({ min: -3, max: 0 }), fc.integer({ min: 0, max: 3 }))
    .map(([of, low, high]): Case => ({
      text: `${of} BETWEEN ? AND ?`,
      values: [low, high],
      holds: (given) => compare('>=', given[of], low) && compare('<=', given[of], high),
    })),
);

const { tree } = fc.letrec<{ tree: Case }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.tuple(tie('tree'), fc.constantFrom('AND', 'OR'), tie('tree')).map(([left, word, right]): Case => ({
      text: `(${left.text} ${word} ${right.text})`,
      values: [...left.values, ...right.values],
      holds: (given) =>
        word === 'AND' ? left.holds(given) && right.holds(given) : left.holds(given) || right.holds(given),
    })),
    tie('tree').map(({ text, values, holds }): Case => ({
      text: `NOT ${text}`,
      values,
      holds: (given) => !holds(given),
    })),
  ),
}));

test('conditions of every shape hold exactly when the reference says so', () => {
  const cache = new ExpressionCache();
  fc.assert(
    fc.property(item, tree, (of, { text, values, holds }) => {
      let at = 0;
      const FilterExpression = text.replaceAll('?', () => `:v${at++}`);
      const entries = values.map((value, n) => [`:v${n}`, toValue(value)]);
      const { filter } = bindExpressions(
        {
          FilterExpression,
          ...(values.length > 0 && {
            ExpressionAttributeValues: Object.fromEntries(entries) as Record<string, AttributeValue>,
          }),
        },
        cache,
      );
      expect(satisfies(toItem(of), filter!)).toBe(holds(of));
    }),
    { numRuns: 500 },
  );
});

test('an update of several lists and maps does what the same assignments do in JavaScript', () => {
  const list = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 5 });
  const sets = fc.uniqueArray(fc.nat(8), { maxLength: 4 });
  fc.assert(
    fc.property(list, sets, sets, (before, setAt, removeAt) => {
      const removes = removeAt.filter((at) => !setAt.includes(at));
      const parts = [
        setAt.length === 0 ? '' : `SET ${setAt.map((at) => `l[${at}] = :v${at}`).join(', ')}`,
        removes.length === 0 ? '' : `REMOVE ${removes.map((at) => `l[${at}]`).join(', ')}`,
      ];
      const UpdateExpression = parts.join(' ').trim();
      fc.pre(UpdateExpression !== '');
      const values = Object.fromEntries(setAt.map((at) => [`:v${at}`, { N: String(100 + at) }]));
      const { update } = bindExpressions(
        { UpdateExpression, ...(setAt.length > 0 && { ExpressionAttributeValues: values }) },
        new ExpressionCache(),
      );
      const after = applyUpdate({ l: { L: before.map((n) => ({ N: String(n) })) } }, update!);
      const kept = before
        .map((n, at) => (setAt.includes(at) ? 100 + at : n))
        .filter((_, at) => !removes.includes(at));
      const appended = setAt.filter((at) => at >= before.length).toSorted((a, b) => a - b);
      expect(after['l']?.L?.map(({ N }) => Number(N))).toEqual([...kept, ...appended.map((at) => 100 + at)]);
    }),
  );
});

/** The code of the refusal, if `act` refuses. */
const outcomeOf = (act: () => unknown): string => {
  try {
    act();
    return 'answered';
  } catch (error) {
    return error instanceof AwsError ? error.code : String(error);
  }
};

test('no text makes the parser do anything but answer or refuse', () => {
  const word = fc.constantFrom(
    ...'a b #n :v ( ) [ ] 0 . , = <> < + - AND OR NOT IN BETWEEN SET REMOVE ADD DELETE size contains _ "'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
      const outcomes = (['FilterExpression', 'UpdateExpression', 'ProjectionExpression'] as const).map(
        (parameter) =>
          outcomeOf(() => bindExpressions({ [parameter]: words.join(' ') }, new ExpressionCache())),
      );
      expect(['answered', 'ValidationException']).toEqual(expect.arrayContaining(outcomes));
    }),
    { numRuns: 1_000 },
  );
});
