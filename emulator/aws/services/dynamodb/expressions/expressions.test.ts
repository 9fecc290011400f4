import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import type { Attributes } from '../attributes.ts';
import { ExpressionCache } from './cache.ts';
import { satisfies } from './evaluate.ts';
import { bindExpressions, type ExpressionParameters } from './expressions.ts';
import { applyUpdate } from './update.ts';

const ITEM: Attributes = {
  id: { S: 'img_1' },
  title: { S: 'my dog' },
  likes: { N: '12' },
  photo: { B: Uint8Array.of(1, 2, 3) },
  secret: { BOOL: false },
  tags: { SS: ['dog', 'beach'] },
  sizes: { NS: ['1', '2.5'] },
  steps: { L: [{ N: '1' }, { M: { label: { S: 'deep' } } }, { S: 'x' }] },
  doc: { M: { core: { N: '7' }, 'odd.name': { S: 'o' } } },
};

function values(map: Readonly<Record<string, AttributeValue>>, text: string): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(map).filter(([name]) => new RegExp(`${name}(?![A-Za-z0-9_])`).test(text)),
  );
}

const VALUES: Readonly<Record<string, AttributeValue>> = {
  ':s': { S: 'my dog' },
  ':dog': { S: 'dog' },
  ':my': { S: 'my' },
  ':n': { N: '12' },
  ':one': { N: '1' },
  ':big': { N: '100' },
  ':b': { B: Uint8Array.of(1, 2) },
  ':no': { BOOL: false },
  ':set': { SS: ['beach', 'dog'] },
  ':type': { S: 'L' },
  ':three': { N: '3' },
};

function condition(text: string) {
  const given = values(VALUES, text);
  const input: ExpressionParameters = {
    ConditionExpression: text,
    ...(text.includes('#') && { ExpressionAttributeNames: { '#odd': 'odd.name' } }),
    ...(Object.keys(given).length > 0 && { ExpressionAttributeValues: given }),
  };
  const { condition: bound } = bindExpressions(input, new ExpressionCache());
  return satisfies(ITEM, bound!);
}

test.for([
  'title = :s',
  ':s = title',
  'title <> :dog',
  'absent <> :dog',
  'likes < :big',
  'likes >= :n',
  'likes BETWEEN :one AND :big',
  'title IN (:dog, :s)',
  'attribute_exists(doc.core)',
  'attribute_not_exists(doc.further)',
  'attribute_not_exists(toString)',
  'attribute_type(steps, :type)',
  'begins_with(title, :my)',
  'begins_with(photo, :b)',
  'contains(title, :dog)',
  'contains(tags, :dog)',
  'contains(sizes, :one)',
  'contains(steps, :one)',
  'contains(photo, :b)',
  'size(steps) = :three',
  'size(photo) = :three',
  'tags = :set',
  'secret = :no',
  'steps[0] = :one',
  'doc.#odd <> :dog',
  'NOT title = :dog',
  'NOT NOT title = :s',
  'title = :dog OR title = :s AND likes = :n',
  '(title = :dog OR title = :s) AND likes = :n',
  '(title) = (:s)',
  '((title = :s) AND (likes = :n))',
])('holds: %s', (text) => {
  expect(condition(text)).toBe(true);
});

test.for([
  'absent = :dog',
  'absent < :n',
  'title < :n',
  'likes = :s',
  'contains(likes, :one)',
  'begins_with(likes, :my)',
  'attribute_exists(steps[9])',
  'attribute_exists(title.deeper)',
  'title = :dog AND likes = :n OR secret = :s',
  'size(likes) = :one',
])('does not hold: %s', (text) => {
  expect(condition(text)).toBe(false);
});

test.for([
  ['', 'The expression can not be empty;'],
  ['title', 'Syntax error; token: "<EOF>", near: "title"'],
  ['title = ', 'Syntax error; token: "<EOF>", near: "= "'],
  ['title = :s likes', 'Syntax error; token: "likes", near: ":s likes"'],
  ['my-title = :s', 'Syntax error; token: "-", near: "my-title"'],
  ['SET title = :s', 'Syntax error; token: "title", near: "SET title ="'],
  ['_title = :s', 'Syntax error; token: "_", near: "_title"'],
  ['title = "x"', 'Syntax error; token: """, near: "= "x"'],
  ['status = :s', 'Attribute name is a reserved keyword; reserved keyword: status'],
  ['((title = :s))', 'The expression has redundant parentheses;'],
  ['((title)) = :s', 'The expression has redundant parentheses;'],
  ['exists(title)', 'Invalid function name; function: exists'],
  ['Size(title) = :n', 'Invalid function name; function: Size'],
  [
    'if_not_exists(title, :s) = :s',
    'The function is not allowed in a condition expression; function: if_not_exists',
  ],
  ['size(title)', 'The function is not allowed to be used this way in an expression; function: size'],
  [
    'attribute_exists(title) = :no',
    'The function is not allowed to be used this way in an expression; function: attribute_exists',
  ],
  [
    'title = :nothing',
    'An expression attribute value used in expression is not defined; attribute value: :nothing',
  ],
  [
    '#nothing = :s',
    'An expression attribute name used in the document path is not defined; attribute name: #nothing',
  ],
  [
    'contains(title)',
    'Incorrect number of operands for operator or function; operator or function: contains, number of operands: 1',
  ],
  [
    'begins_with(title, :n)',
    'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
  ],
  [
    'title < :no',
    'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
  ],
  [
    'attribute_type(title, :s)',
    'Invalid attribute type name found; type: my dog, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
  ],
  [
    'attribute_exists(:s)',
    'Operator or function requires a document path; operator or function: attribute_exists',
  ],
  [
    'title = title',
    'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [title]',
  ],
  [
    'likes BETWEEN :big AND :one',
    'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:100}, upper bound operand: AttributeValue: {N:1}',
  ],
  [
    'likes BETWEEN :one AND :s',
    'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:my dog}',
  ],
  [
    `title IN (${Array.from({ length: 101 }, () => ':s').join(', ')})`,
    'The IN operator is provided with too many operands; number of operands: 101',
  ],
  [`a${'.b'.repeat(32)} = :s`, 'The document path has too many nesting levels; nesting levels: 33'],
  [
    Array.from({ length: 301 }, () => 'NOT')
      .join(' ')
      .concat(' title = :s'),
    'The expression contains too many operators; operator count: 301',
  ],
  ['('.repeat(4_000), 'The expression has redundant parentheses;'],
  [
    `title = :s${' '.repeat(4_096)}`,
    'Expression size has exceeded the maximum allowed size; expression size: 4106',
  ],
] as const)('a condition is refused: %#', ([text, why]) => {
  expect(() => condition(text)).toThrow(`Invalid ConditionExpression: ${why}`);
});

function update(text: string, more: Readonly<Record<string, AttributeValue>> = {}): Attributes {
  const given = values({ ...VALUES, ...more }, text);
  const input: ExpressionParameters = {
    UpdateExpression: text,
    ...(Object.keys(given).length > 0 && { ExpressionAttributeValues: given }),
  };
  const { update: actions } = bindExpressions(input, new ExpressionCache());
  return applyUpdate(ITEM, actions!);
}

test.for([
  ['SET title = :dog', { title: { S: 'dog' } }],
  ['set likes = likes + :n', { likes: { N: '24' } }],
  ['SET likes = (likes - :big)', { likes: { N: '-88' } }],
  ['SET likes = if_not_exists(likes, :one)', {}],
  ['SET fresh = if_not_exists(nothing, :one)', { fresh: { N: '1' } }],
  ['SET fresh = title, title = :dog', { fresh: { S: 'my dog' }, title: { S: 'dog' } }],
  ['SET doc.core = :one', { doc: { M: { ...ITEM.doc!.M, core: { N: '1' } } } }],
  ['SET steps[1].label = :s', { steps: { L: [{ N: '1' }, { M: { label: { S: 'my dog' } } }, { S: 'x' }] } }],
  ['SET steps[9] = :one, steps[5] = :n', { steps: { L: [...ITEM.steps!.L!, { N: '12' }, { N: '1' }] } }],
  ['REMOVE steps[0], steps[2]', { steps: { L: [ITEM.steps!.L![1]!] } }],
  ['SET steps[0] = :n REMOVE steps[1]', { steps: { L: [{ N: '12' }, { S: 'x' }] } }],
  ['SET steps = list_append(steps, :list)', { steps: { L: [...ITEM.steps!.L!, { N: '9' }] } }],
  ['REMOVE title, nothing', { title: undefined }],
  ['REMOVE doc.core', { doc: { M: { 'odd.name': { S: 'o' } } } }],
  ['ADD likes :one', { likes: { N: '13' } }],
  ['ADD seen :one', { seen: { N: '1' } }],
  ['ADD tags :more', { tags: { SS: ['dog', 'beach', 'sun'] } }],
  ['DELETE tags :more', { tags: { SS: ['beach'] } }],
  ['DELETE tags :set', { tags: undefined }],
] as const)('an update: %s', ([text, changes]) => {
  const more = { ':list': { L: [{ N: '9' }] }, ':more': { SS: ['sun', 'dog'] } };
  const before = structuredClone(ITEM);
  expect(update(text, more)).toEqual({ ...ITEM, ...changes });
  expect(ITEM).toEqual(before);
});

test.for([
  ['INVALID SYNTAX HERE', 'Syntax error; token: "INVALID", near: "INVALID SYNTAX"'],
  ['SET _123 = :s', 'Syntax error; token: "_", near: "SET _123"'],
  ['SET title = :s SET likes = :n', 'The "SET" section can only be used once in an update expression;'],
  [
    'SET steps = list_append(list_append(steps, steps), if_not_exists(steps, steps))',
    'The function is not allowed to be used this way in an expression; function: list_append',
  ],
  ['SET title = size(likes)', 'The function is not allowed in an update expression; function: size'],
  [
    'SET title = :s, title = :dog',
    'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [title], path two: [title]',
  ],
  [
    'SET doc.core = :s REMOVE doc',
    'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [doc, core], path two: [doc]',
  ],
  [
    'SET doc.core = :s REMOVE doc[0]',
    'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [doc, core], path two: [doc, [0]]',
  ],
  [
    'ADD title :s',
    'Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND',
  ],
  [
    'DELETE likes :n',
    'Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND',
  ],
  [
    'SET likes = likes + :s',
    'Incorrect operand type for operator or function; operator or function: +, operand type: S',
  ],
] as const)('an update is refused before any item is looked at: %s', ([text, why]) => {
  expect(() => update(text)).toThrow(`Invalid UpdateExpression: ${why}`);
});

test.for([
  ['SET fresh = nothing', 'The provided expression refers to an attribute that does not exist in the item'],
  ['SET likes = title + :n', 'An operand in the update expression has an incorrect data type'],
  ['ADD title :one', 'An operand in the update expression has an incorrect data type'],
  ['SET nothing.core = :s', 'The document path provided in the update expression is invalid for update'],
  ['SET title[0] = :s', 'The document path provided in the update expression is invalid for update'],
] as const)('an update is refused because of the item: %s', ([text, why]) => {
  expect(() => update(text)).toThrow(why);
});

test('every name and value given has to be used', () => {
  const bind = (input: ExpressionParameters) => () => bindExpressions(input, new ExpressionCache());
  const FilterExpression = '#a = :v';
  const ExpressionAttributeNames = { '#a': 'a', '#b': 'b' };
  const ExpressionAttributeValues = { ':v': { S: 'v' } };
  expect(bind({ FilterExpression, ExpressionAttributeNames, ExpressionAttributeValues })).toThrow(
    'Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}',
  );
  expect(
    bind({ FilterExpression: 'a = :v', ExpressionAttributeValues: { ':v': { S: 'v' }, ':w': { N: '1' } } }),
  ).toThrow('Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}');
  expect(bind({ FilterExpression: 'a = :v', ExpressionAttributeValues: { v: { S: 'v' } } })).toThrow(
    'ExpressionAttributeValues contains invalid key: Syntax error; key: "v"',
  );
  expect(bind({ FilterExpression: 'a = :v', ExpressionAttributeValues: { ':v': { SS: [] } } })).toThrow(
    'ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: An string set  may not be empty for key :v',
  );
});
