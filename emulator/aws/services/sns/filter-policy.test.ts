import { expect, test } from 'vitest';
import { accepts, factsOfAttributes, factsOfBody } from './filter-policy.ts';
import { isNested, parseFilterPolicy } from './filter-policy-parser.ts';

/** Whole complaints of SNS, recorded 2024-05-14 and 2024-05-15. */
test.each([
  ['{"key":[["value"]]}', 'Match value must be String, number, true, false, or null', 10],
  ['{"key":[{"wrong-operator":true}]}', 'Unrecognized match type wrong-operator', 31],
  ['{"key":[{"suffix":"value","prefix":"value2"}]}', 'Only one key allowed in match expression', 37],
  ['{"key":[{"suffix":100}]}', 'suffix match pattern must be a string', 22],
  ['{"key":[{"suffix":null}]}', 'suffix match pattern must be a string', 23],
  ['{"key":{"suffix":"value"}}', '"suffix" must be an object or an array', 19],
  ['{"key":[{"suffix":[]}]}', 'suffix match pattern must be a string', 20],
  ['{"key":[{"suffix":["test","test2"]}]}', 'suffix match pattern must be a string', 20],
  ['{"key":{"not-an-operator":"value"}}', '"not-an-operator" must be an object or an array', 28],
  ['{"key":[{"numeric":[]}]}', 'Invalid member in numeric match: ]', 22],
  ['{"key":[{"numeric":["operator"]}]}', 'Unrecognized numeric range operator: operator', 32],
  ['{"key":[{"numeric":[1,"<="]}]}', 'Invalid member in numeric match: 1', 22],
  ['{"key":[{"numeric":["=","000"]}]}', 'Value of equals must be numeric', 26],
  ['{"key":[{"numeric":[">="]}]}', 'Value of >= must be numeric', 26],
  ['{"key":[{"numeric":["<",100,">",10]}]}', 'Too many elements in numeric expression', 30],
  ['{"key":[{"numeric":[">=",1,">",2]}]}', 'Bad numeric range operator: >', 31],
  ['{"key":[{"numeric":[">",3,"<",1]}]}', 'Bottom must be less than top', 33],
  ['{"key":[{"numeric":[">",20,"<="]}]}', 'Value of <= must be numeric', 33],
  ['{"key":[{"numeric":[">",20,30]}]}', 'Bad value in numeric range: 30', 30],
  ['{"key":[{"numeric":[">",20,"test"]}]}', 'Bad numeric range operator: test', 34],
  ['{"key":[{"numeric":[">","20","<","30"]}]}', 'Value of > must be numeric', 26],
  ['{"key":[{"numeric":[">",20,"<","30"]}]}', 'Value of < must be numeric', 33],
  ['{"key":[{"numeric":[">",20,"<",30,"<",50]}]}', 'Too many terms in numeric range expression', 36],
  ['{"key":[{"exists":null}]}', 'exists match pattern must be either true or false.', 23],
  ['{"key":[{"exists":"no"}]}', 'exists match pattern must be either true or false.', 20],
  ['{"key_a":"value_one"}', '"key_a" must be an object or an array', 11],
  [
    '{invalidjson}',
    "failed to parse JSON. Unexpected character ('i' (code 105)): was expecting double-quote to start field name",
    3,
  ],
])('the policy %s is refused where AWS refuses it', (policy, message, column) => {
  expect(() => parseFilterPolicy(policy)).toThrow(
    `${message}\n at [Source: (String)"${policy}"; line: 1, column: ${column}]`,
  );
});

const values = (count: number) => Array.from({ length: count }, (_, at) => `v${at}`);

test('more than 150 combinations, or five keys, are too many', () => {
  const parse = (policy: object) => parseFilterPolicy(JSON.stringify(policy));
  expect(() => parse({ a: values(150) })).not.toThrow();
  expect(() => parse({ a: values(151) })).toThrow(/^Filter policy is too complex$/);
  expect(() => parse({ a: values(13), b: values(12) })).toThrow('too complex');
  expect(() => parse({ a: { b: { c: values(26) } }, d: { e: values(1) } })).toThrow('too complex');
  expect(() => parse({ a: { b: { c: values(25) } }, d: { e: values(1) } })).not.toThrow();
  const keys = Object.fromEntries(values(6).map((name) => [name, ['x']]));
  expect(() => parse(keys)).toThrow(/^Filter policy can not have more than 5 keys$/);
});

const string = (StringValue: string) => ({ DataType: 'String', StringValue });
const number = (StringValue: string) => ({ DataType: 'Number', StringValue });
const array = (StringValue: string) => ({ DataType: 'String.Array', StringValue });

test.each([
  ['an exact string', ['b', 'a'], string('a'), true],
  ['another string', ['b'], string('a'), false],
  ['an exact number, however written', [1], number('1.0'), true],
  ['a number where a string is asked for', ['1'], number('1'), false],
  ['a prefix', [{ prefix: 'upl' }], string('uploads'), true],
  ['a suffix', [{ suffix: '.jpg' }], string('a.png'), false],
  ['another spelling', [{ 'equals-ignore-case': 'JPG' }], string('jpg'), true],
  ['anything but a word', [{ 'anything-but': 'a' }], string('b'), true],
  ['anything but a list', [{ 'anything-but': ['a', 'b'] }], string('b'), false],
  ['anything but a prefix', [{ 'anything-but': { prefix: 'tmp' } }], string('tmp-1'), false],
  ['a number above', [{ numeric: ['>', 0, '<=', 100] }], number('100'), true],
  ['a number outside', [{ numeric: ['>', 0, '<=', 100] }], number('0'), false],
  ['an equal number', [{ numeric: ['=', 3] }], number('3'), true],
  ['an address inside', [{ cidr: '10.0.0.0/24' }], string('10.0.0.7'), true],
  ['an address outside', [{ cidr: '10.0.0.0/24' }], string('10.0.1.7'), false],
  ['an element of an array', ['b'], array('["a","b"]'), true],
  ['no element of an array', ['c'], array('["a","b"]'), false],
  ['an attribute that is there', [{ exists: true }], string('a'), true],
  ['an attribute that is there and should not be', [{ exists: false }], string('a'), false],
])('message attributes match %s', (_, conditions, key, expected) => {
  expect(accepts(parseFilterPolicy(JSON.stringify({ key: conditions })), factsOfAttributes({ key }))).toBe(
    expected,
  );
});

test.each([
  [[{ exists: false }], true],
  [[null, { 'anything-but': 'a' }], true],
  [[{ exists: true }], false],
  [[{ 'anything-but': 'a' }], false],
])('a missing attribute under %j', (conditions, expected) => {
  expect(accepts(parseFilterPolicy(JSON.stringify({ key: conditions })), factsOfAttributes({}))).toBe(
    expected,
  );
});

const body = (policy: object, message: unknown) =>
  factsOfBody(typeof message === 'string' ? message : JSON.stringify(message)).some((facts) =>
    accepts(parseFilterPolicy(JSON.stringify(policy)), facts),
  );

test.each([
  [{ object: { key: [{ prefix: 'auto-' }, 'hardcoded'] } }, { object: { key: 'auto-test' } }, true],
  [{ object: { key: [{ prefix: 'auto-' }] } }, { object: { other: 'auto-test' } }, false],
  [{ 'object.key': ['a.b'] }, { object: { key: 'a.b' } }, true],
  [{ list: ['b'] }, { list: ['a', 'b'] }, true],
  [{ a: ['x'], b: ['y'] }, { a: 'x', b: 'z' }, false],
  [{ records: { name: ['a'], size: [1] } }, { records: [{ name: 'a', size: 1 }] }, true],
  [
    { records: { name: ['a'], size: [1] } },
    {
      records: [
        { name: 'a', size: 2 },
        { name: 'b', size: 1 },
      ],
    },
    false,
  ],
  [{ flag: [true] }, { flag: true }, true],
  [{ gone: [null] }, { gone: null }, true],
  [{ $or: [{ a: ['x'] }, { b: ['y'] }], c: ['z'] }, { b: 'y', c: 'z' }, true],
  [{ $or: [{ a: ['x'] }, { b: ['y'] }], c: ['z'] }, { b: 'n', c: 'z' }, false],
  [{ $or: [{ a: ['x'] }, { b: ['y'] }], c: ['z'] }, { b: 'y' }, false],
  [{ a: ['x'] }, 'no json', false],
])('the policy %j on the body %j', (policy, message, expected) => {
  expect(body(policy, message)).toBe(expected);
});

test('nesting is told from alternatives', () => {
  expect(isNested(parseFilterPolicy('{"a":{"b":["c"]}}'))).toBe(true);
  expect(isNested(parseFilterPolicy('{"$or":[{"a":["b"]},{"c":["d"]}]}'))).toBe(false);
});

test('alternatives within alternatives without end are refused', () => {
  const deep = '{"$or":['.repeat(5_000) + ']}'.repeat(5_000);
  expect(() => parseFilterPolicy(deep)).toThrow(
    /^Document nesting depth \(1001\) exceeds the maximum allowed/,
  );
});
