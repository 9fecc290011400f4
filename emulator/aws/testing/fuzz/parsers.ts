/** Nearly valid input for readers that a request leads to only by way of something that was set up before. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chance, mutateBytes, mutateText } from '#fixtures';
import { parsePolicy } from '../../auth/policy/parse.ts';
import { parsePostPolicy } from '../../auth/post-policy-document.ts';
import { matchesResource, readPolicy } from '../../edge/cdn/signed-policy.ts';
import { BoundedPattern } from '../../kernel/bounded-pattern.ts';
import { fits, wildcardsOf } from '../../kernel/wildcards.ts';
import { renderTemplate } from '../../services/api-gateway/template/render.ts';
import { rawZip } from '../../services/lambda/testing/raw-zip.ts';
import { unzip } from '../../services/lambda/unzip.ts';
import { validate } from '../../services/sfn/asl/validation/validate.ts';
import { follow } from '../../services/sfn/asl/json-path.ts';
import { readPath } from '../../services/sfn/asl/json-path-parser.ts';
import { GRAMMARS } from './grammars.ts';
import type { Finding, Fuzzed } from './services.ts';
import { Watchdog } from './watchdog.ts';

const PATIENCE = 20_000;

export interface Reader {
  readonly name: string;
  readonly seeds: readonly string[];
  /** What it may throw: classes, or names of those that have none of their own. */
  readonly refusals: readonly (string | (abstract new (...args: never) => Error))[];
  /** Takes milliseconds, and gets every fiftieth text. */
  readonly slow?: true;
  read(text: string): void;
}

const DATA = {
  input: { body: '{"a":[1,{"b":"c"}],"s":"x"}', path: { p: 'q' }, querystring: {}, header: {} },
  context: { requestId: 'r' },
  stageVariables: { v: 'w' },
};
const DOCUMENT = { a: [1, { b: 'c' }], s: 'x', deep: { a: { a: [] } } };
const VIEWED = 'https://d1.cloudfront.net/a/b.jpg?c=d';

const READERS: readonly Reader[] = [
  ...GRAMMARS,
  {
    name: 'mapping templates',
    refusals: ['TemplateFault'],
    seeds: [
      "#set($a = $input.path('$.a'))#foreach($x in $a)#if($x == 1 && !false)$x#else${x.b}#end#end",
      '$util.escapeJavaScript($input.body) $input.params().path.p #set($m = {"a": [1, "$context.requestId"]})$m.a.size()',
    ],
    read: (text) => void renderTemplate(text, DATA),
  },
  {
    name: 'paths',
    refusals: ['Error'],
    seeds: ["$..b[?(@.a > 1 && !(@.b == 'c' || @.d))].e", "$.a[0:5:2]['x','y'][-1].*", '$$.Execution.Id'],
    read(text) {
      const path = readPath(text);
      if (path !== undefined) follow(path, DOCUMENT);
    },
  },
  {
    name: 'state machines',
    refusals: [],
    seeds: [
      '{"StartAt":"A","States":{"A":{"Type":"Parallel","Branches":[{"StartAt":"B","States":{"B":{"Type":"Succeed"}}}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"C"}],"End":true},"C":{"Type":"Fail"}}}',
    ],
    read: (text) => void validate(text, false),
  },
  {
    name: 'policies of signed URLs',
    refusals: [],
    seeds: [
      '{"Statement":[{"Resource":"http*://*.cloudfront.net/a/*?c=*","Condition":{"DateLessThan":{"AWS:EpochTime":1893456000},"IpAddress":{"AWS:SourceIp":"10.0.0.0/8"}}}]}',
    ],
    read(text) {
      const policy = readPolicy(text);
      matchesResource(policy?.resource ?? text, VIEWED);
    },
  },
  {
    name: 'policies',
    refusals: [],
    seeds: [
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::000000000000:root"]},"NotAction":"s3:*","Resource":"arn:aws:s3:::a/${aws:username}*","Condition":{"StringNotLike":{"aws:userid":"*:?"}}}]}',
    ],
    read: (text) => void parsePolicy(text),
  },
  {
    name: 'policies of forms',
    refusals: ['InvalidPolicyDocument', 'AccessDenied'],
    seeds: [
      '{"expiration":"2030-01-01T00:00:00.000Z","conditions":[{"bucket":"photos"},["starts-with","$key","a/"],["content-length-range",0,99],["eq","$x-amz-meta-a","b"]]}',
    ],
    read: (text) => void parsePostPolicy(Buffer.from(text).toString('base64')),
  },
  {
    name: 'regular expressions',
    slow: true,
    refusals: ['SyntaxError', 'PatternTooSlow'],
    seeds: ['^(a+|b?)*c{2,5}[^x-z]$', '(?<n>\\d+)\\k<n>(?=x)', '%5\\d\\d%'],
    read: (text) => void new BoundedPattern(text).test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab555'),
  },
  {
    name: 'wildcards',
    refusals: [],
    seeds: ['*a*b*c?d*'],
    read: (text) => void fits(wildcardsOf(text, true), 'abcabcabcabcd'.repeat(200)),
  },
];

const [QUICK, SLOW] = [READERS.filter(({ slow }) => !slow), READERS.filter(({ slow }) => slow)];

/** Reads so many texts with every reader; the same seed makes the same ones. */
export async function fuzzParsers(seed: number, cases: number): Promise<Fuzzed> {
  await using watchdog = new Watchdog(PATIENCE);
  const chance = new Chance(seed);
  const findings = new Map<string, Finding>();
  for (let at = 0; at < cases; at += 1) {
    const reader = chance.of(chance.hits(0.02) ? SLOW : QUICK);
    let text = chance.of(reader.seeds);
    for (let times = chance.of([1, 2, 4]); times > 0; times -= 1) text = mutateText(text, chance);
    watchdog.watch(`${reader.name}: ${text}`);
    try {
      reader.read(text);
    } catch (error) {
      const { name, stack = '' } = error as Error;
      const refuses = reader.refusals.some((one) =>
        typeof one === 'string' ? one === name : error instanceof one,
      );
      if (!refuses)
        findings.set(`${reader.name} ${name}`, { what: stack.slice(0, 600), request: text.slice(0, 2_000) });
    }
  }
  return { cases, findings: [...findings.values()] };
}

/** Unpacks so many damaged archives; nothing may be written beside the folder. */
export async function fuzzArchives(seed: number, cases: number): Promise<Fuzzed> {
  await using watchdog = new Watchdog(PATIENCE);
  const chance = new Chance(seed);
  const findings: Finding[] = [];
  const good = rawZip([
    { name: 'a/' },
    { name: 'a/index.js', content: 'exports.handler = async () => 1;' },
    { name: 'link', content: 'a/index.js', mode: 0o120_777 },
    { name: 'zeros', content: new Uint8Array(50_000) },
  ]);
  const outside = mkdtempSync(join(tmpdir(), 'fuzz-'));
  for (let at = 0; at < cases; at += 1) {
    const folder = mkdtempSync(join(outside, 'in-'));
    let bytes = good;
    for (let times = chance.of([1, 1, 2, 3]); times > 0; times -= 1) bytes = mutateBytes(bytes, chance);
    const shown = Buffer.from(bytes).toString('base64');
    watchdog.watch(shown);
    await unzip(bytes, folder, 100_000).catch((error: unknown) => {
      const { name, stack = '' } = error as Error;
      if (name !== 'UnzipError') findings.push({ what: stack, request: shown });
    });
    rmSync(folder, { recursive: true, force: true });
    if (readdirSync(outside).length > 0) findings.push({ what: 'written outside', request: shown });
  }
  rmSync(outside, { recursive: true, force: true });
  return { cases, findings };
}
