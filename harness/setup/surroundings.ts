/** What a project already has: how it is deployed, how it installs packages, and what of that safelight can read. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, parseDocument } from 'yaml';
import { notifiedPrefixes } from './notified-prefixes.ts';

/** A template of CloudFormation or SAM, with the logical ids that a pipeline may be made of. */
export interface FoundTemplate {
  /** Relative to the project. */
  readonly file: string;
  /** Those first that tell of uploads. */
  readonly buckets: readonly string[];
  /** Under which keys they do, where a rule says so. */
  readonly prefixes: ReadonlyMap<string, string>;
  readonly tables: readonly string[];
}

export interface Surroundings {
  readonly templates: readonly FoundTemplate[];
  /** Tools that deploy the project, but not by a template that stands in it. */
  readonly tools: readonly string[];
  readonly packages: 'npm' | 'pnpm' | 'yarn' | 'bun';
  readonly hasVitest: boolean;
}

const TEMPLATE = /^(?:template|cloudformation|stack|pipeline)\.(?:ya?ml|json)$/i;
const SYNTHESIZED = 'cdk.out';
const TOOLS: readonly (readonly [file: RegExp, tool: string])[] = [
  [/^cdk\.json$/, 'CDK'],
  [/^serverless\.(?:ya?ml|ts|js|json)$/, 'Serverless'],
  [/\.tf$/, 'Terraform'],
];
const LOCKS = {
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
} as const;

export function surroundingsOf(folder: string): Surroundings {
  const files = readdirSync(folder);
  const synthesized = existsSync(join(folder, SYNTHESIZED))
    ? readdirSync(join(folder, SYNTHESIZED)).filter((name) => name.endsWith('.template.json'))
    : [];
  const candidates = [
    ...files.filter((name) => TEMPLATE.test(name)),
    ...synthesized.map((name) => `${SYNTHESIZED}/${name}`),
  ];
  return {
    templates: candidates.flatMap((file) => readTemplate(folder, file) ?? []),
    tools: TOOLS.filter(([file]) => files.some((name) => file.test(name))).map(([, tool]) => tool),
    packages: Object.entries(LOCKS).find(([lock]) => files.includes(lock))?.[1] ?? 'npm',
    hasVitest: dependenciesOf(folder).includes('vitest'),
  };
}

/** The template in a file; undefined when it is none. */
export function readTemplate(folder: string, file: string): FoundTemplate | undefined {
  const document = parseDocument(readFileSync(join(folder, file), 'utf8'), { logLevel: 'silent' });
  const resources = document.errors.length === 0 && isMap(document.contents) && document.get('Resources');
  if (!isMap(resources)) return undefined;
  const ofType = (...types: readonly string[]): readonly string[] =>
    resources.items
      .map(({ key }) => (isScalar(key) ? String(key.value) : ''))
      .filter((id) => types.includes(String(document.getIn(['Resources', id, 'Type']))));
  const prefixes = notifiedPrefixes(document, resources);
  const buckets = ofType('AWS::S3::Bucket');
  return {
    file,
    buckets: [...buckets.filter((id) => prefixes.has(id)), ...buckets.filter((id) => !prefixes.has(id))],
    prefixes,
    tables: ofType('AWS::DynamoDB::Table', 'AWS::Serverless::SimpleTable'),
  };
}

function dependenciesOf(folder: string): readonly string[] {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return [];
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    Record<string, string> | undefined
  >;
  return Object.keys({ ...dependencies, ...devDependencies });
}
