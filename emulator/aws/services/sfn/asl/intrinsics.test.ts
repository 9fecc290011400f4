import { expect, test } from 'vitest';
import { evaluate, readIntrinsic } from './intrinsics.ts';
import type { Json } from './json.ts';

const DATA: Readonly<Record<string, Json>> = {
  '$.name': 'Arnav',
  '$.list': [1, 2, 3, 4, 5, 6, 7, 8, 9],
  '$.repeated': [1, 2, 3, 3, 3, 3, 3, 3, 4],
  '$.json1': { a: { a1: 1, a2: 2 }, b: 2 },
  '$.json2': { a: { a3: 1, a4: 2 }, c: 3 },
  "$['a,b)']": 'quoted',
};

const run = (text: string): Json =>
  evaluate(readIntrinsic(text), (path) => DATA[path]!, { random: () => 0.5, uuid: () => 'u-u-i-d' });

/** The examples of the developer guide. */
test.each<[string, Json]>([
  ["States.Format('Hello, my name is {}.', $.name)", 'Hello, my name is Arnav.'],
  [String.raw`States.Format('it\'s {} {}', 1, $.json1)`, `it's 1 {"a":{"a1":1,"a2":2},"b":2}`],
  ['States.StringToJson(\'{"foo":"bar"}\')', { foo: 'bar' }],
  ['States.JsonToString($.json1)', '{"a":{"a1":1,"a2":2},"b":2}'],
  ["States.Array(1, 'a', true, null)", [1, 'a', true, null]],
  ['States.ArrayPartition($.list, 4)', [[1, 2, 3, 4], [5, 6, 7, 8], [9]]],
  ['States.ArrayContains($.list, 5)', true],
  ['States.ArrayContains($.list, 10)', false],
  ['States.ArrayRange(1, 9, 2)', [1, 3, 5, 7, 9]],
  ['States.ArrayRange(3, 1, -1)', [3, 2, 1]],
  ['States.ArrayGetItem($.list, 5)', 6],
  ['States.ArrayLength($.list)', 9],
  ['States.ArrayUnique($.repeated)', [1, 2, 3, 4]],
  ["States.Base64Encode('Data to encode')", 'RGF0YSB0byBlbmNvZGU='],
  ["States.Base64Decode('RGVjb2RlZCBkYXRh')", 'Decoded data'],
  ["States.Hash('input data', 'SHA-1')", 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
  ['States.JsonMerge($.json1, $.json2, false)', { a: { a3: 1, a4: 2 }, b: 2, c: 3 }],
  ['States.MathRandom(1, 999)', 500],
  ['States.MathAdd(111, -1)', 110],
  ["States.StringSplit('This.is+a,test=string', '.+,=')", ['This', 'is', 'a', 'test', 'string']],
  ['States.UUID()', 'u-u-i-d'],
  ["States.ArrayLength(States.StringSplit('a b c', ' '))", 3],
  ["States.Format('{}', $['a,b)'])", 'quoted'],
])('%s', (text, expected) => {
  expect(run(text)).toEqual(expected);
});

test.each([
  'States.Nothing()',
  'States.Array(1',
  "States.Array('open)",
  'States.Array(1) more',
  "States.Format('{}')",
  "States.Format('{}', 1, 2)",
  'States.ArrayRange(1, 2000, 1)',
  'States.ArrayRange(1, 9, 0)',
  'States.ArrayGetItem($.list, 9)',
  'States.JsonMerge($.json1, $.json2, true)',
  "States.Hash('x', 'CRC32')",
  "States.MathAdd('1', 2)",
  "States.StringToJson('{')",
  'States.JsonToString()',
  "States.JsonToString('text')",
  'States.ArrayLength($.list, 1)',
  'States.UUID(1)',
])('%s fails', (text) => {
  expect(() => run(text)).toThrow(expect.objectContaining({ error: 'States.IntrinsicFailure' }) as Error);
});

test('a number with leading zeros is no argument', () => {
  expect(() => readIntrinsic("States.Format('{}', 000)")).toThrow('Invalid intrinsic function');
});
