import { expect, test } from 'vitest';
import { parseTemplate } from './parse.ts';
import { renderTemplate } from './render.ts';
import { TemplateFault } from './syntax.ts';

const DATA = {
  input: {
    body: '{"name": "Ada\'s", "tags": ["a", "b"], "deep": {"n": 1, "dash-ed": true}, "none": null}',
    path: { id: '7' },
    querystring: { page: '2', id: 'query' },
    header: { 'X-Tenant': 'blue' },
  },
  context: { stage: 'dev', identity: { sourceIp: '127.0.0.1' } },
  stageVariables: { colour: 'red' },
};

test.each([
  ['$input.json("$.name")', `"Ada's"`],
  ['$input.json("$.deep")', '{"n":1,"dash-ed":true}'],
  ["$input.json('$.tags[1]')", '"b"'],
  ["$input.path('$.deep.n')", '1'],
  ["$input.path('$')['name']", "Ada's"],
  ['$input.path("$.missing")', ''],
  [
    "$input.params('id') $input.params('page') $input.params('x-tenant') [$input.params('nothing')]",
    '7 2 blue []',
  ],
  ['$input.params().querystring.page', '2'],
  ['$context.stage ${context.identity.sourceIp} [$context.nothing]', 'dev 127.0.0.1 []'],
  ['$stageVariables.colour', 'red'],
  ['$unknown $!unknown ${unknown}', '$unknown  ${unknown}'],
  [
    '$util.base64Encode("a") $util.base64Decode("YQ==") $util.urlEncode("a b&") $util.urlDecode("a+b")',
    'YQ== a a+b%26 a b',
  ],
  ["$util.escapeJavaScript($input.path('$.name'))", String.raw`Ada\'s`],
  ['$util.parseJson("{""a"": 1}").a', '1'],
  ['costs $5, #fff, a@b.c', 'costs $5, #fff, a@b.c'],
  [String.raw`\$input \#set`, '$input #set'],
  ['a## not printed\nb', 'ab'],
  ['#set($a = 1 + 2 * 3)$a', '7'],
  ['#set($a = "x $context.stage")$a', 'x dev'],
  ["#set($a = 'x $context.stage')$a", 'x $context.stage'],
  ['#if(1 == 1 && !false)yes#{else}no#end', 'yes'],
  ['#if($input.path("$.none"))yes#elseif(2 > 1)other#else no#end', 'other'],
  ['#foreach($tag in $input.path("$.tags"))$foreach.index$tag#if($foreach.hasNext),#end#end', '0a,1b'],
  [
    '#set($list = [1, 2])$list.size() $list[1] #set($map = {"k": "v"})$map.k $map.containsKey("z")',
    '2 2 v false',
  ],
  ["#if($input.params('id') == '7')\nsame\n#end\n", 'same\n'],
])('%s comes to %s', (template, text) => {
  expect(renderTemplate(template, DATA)).toBe(text);
});

test.each([
  ['#macro(x)#end', 'unsupported'],
  ['#parse("x")', 'unsupported'],
  ['$util.sinh(1)', 'unsupported'],
  ["$input.path('$.a').getClass()", 'unsupported'],
  ['#set($context.stage = 1)', 'unsupported'],
  ['#set($context.requestOverride.body.a = 1)', 'unsupported'],
  ['#if(true)', 'broken'],
  ['#end', 'broken'],
  ['#set($a = )', 'broken'],
  ['#foreach($a in [1)', 'broken'],
])('%s is %s', (template, kind) => {
  expect(() => parseTemplate(template)).toThrow(expect.objectContaining({ name: 'TemplateFault', kind }));
});

test('a path that is not simple is refused when it is used', () => {
  expect(() => renderTemplate("$input.path('$..name')", DATA)).toThrow(TemplateFault);
});

test('what every object has is no member of a map', () => {
  expect(renderTemplate('[$context.constructor][$input.path("$.constructor")]', DATA)).toBe('[][]');
});

const LIST = `#set($list = [${'1,'.repeat(1_500)}1])`;

test.for([
  ['loops within loops', `${LIST}${'#foreach($a in $list)'.repeat(4)}x${'#end'.repeat(4)}`],
  ['text that doubles', `#set($a = 'x')${'#set($a = "$a$a")'.repeat(40)}`],
  ['a list that holds itself twice', `#set($a = [1])${'#set($a = [$a, $a])'.repeat(40)}$a`],
  ['conditions within conditions', '#if(true)'.repeat(20_000)],
  ['parentheses', `#set($a = ${'('.repeat(20_000)}`],
  ['lists', `#set($a = ${'['.repeat(20_000)}`],
  ['negations', `#set($a = ${'!'.repeat(20_000)}true)`],
  ['a long sum', `#set($a = 1${'+1'.repeat(20_000)})$a`],
  ['arguments', '$a.get('.repeat(20_000)],
] as const)('a template without measure is a fault: %s', ([, template]) => {
  expect(() => renderTemplate(template, DATA)).toThrow(TemplateFault);
});

test('a loop ends after a thousand rounds', () => {
  expect(renderTemplate(`${LIST}#foreach($a in $list)x#end`, DATA)).toBe('x'.repeat(1_000));
});
