/**
 * Reads a template's text. JSON is YAML, so one parser reads both; the short forms of intrinsic functions (`!Ref`,
 * `!GetAtt`) become their long ones. Dates stay text, as CloudFormation keeps them (`2012-10-17`). Aliases are followed
 * within a budget, so that a few nested ones cannot fill the memory.
 */
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Alias, type Document } from 'yaml';
import { templateError } from '../errors.ts';
import type { Json } from './json.ts';

const MOST_NODES = 100_000;
const DEEPEST = 100;

/** Tags whose long form is not `Fn::` and the tag's name. */
const LONG_FORMS: Readonly<Record<string, string>> = { '!Ref': 'Ref', '!Condition': 'Condition' };

const FUNCTIONS = new Set([
  '!And',
  '!Base64',
  '!Cidr',
  '!Equals',
  '!FindInMap',
  '!GetAZs',
  '!GetAtt',
  '!If',
  '!ImportValue',
  '!Join',
  '!Length',
  '!Not',
  '!Or',
  '!Select',
  '!Split',
  '!Sub',
  '!ToJsonString',
  '!Transform',
]);

/** @throws AwsError ValidationError for text that is neither JSON nor YAML, or is too deep or too large when unfolded */
export function readTemplate(text: string): Json {
  const document = parseDocument(text, { logLevel: 'silent', stringKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const [{ line, col }] = error.linePos ?? [{ line: 1, col: 1 }];
    throw templateError(`YAML not well-formed. (line ${line}, column ${col})`);
  }
  return new Unfolding(document).value(document.contents, 0);
}

class Unfolding {
  readonly #document: Document.Parsed;
  readonly #targets = new Map<Alias, unknown>();
  #nodes = 0;

  constructor(document: Document.Parsed) {
    this.#document = document;
  }

  value(node: unknown, depth: number): Json {
    this.#nodes += 1;
    if (this.#nodes > MOST_NODES || depth > DEEPEST) throw templateError('the template is too large.');
    if (isAlias(node)) return this.value(this.#target(node), depth + 1);
    const { tag } = (node ?? {}) as { tag?: string };
    const plain = this.#plain(node, depth);
    if (tag === undefined || !tag.startsWith('!') || tag === '!') return plain;
    const long = LONG_FORMS[tag] ?? (FUNCTIONS.has(tag) ? `Fn::${tag.slice(1)}` : undefined);
    if (long === undefined) throw templateError(`unsupported tag ${tag}.`);
    return { [long]: plain };
  }

  /** The parser looks through the whole document for it, so each is looked for once. */
  #target(alias: Alias): unknown {
    if (!this.#targets.has(alias)) this.#targets.set(alias, alias.resolve(this.#document));
    return this.#targets.get(alias);
  }

  #plain(node: unknown, depth: number): Json {
    if (isSeq(node)) return node.items.map((item) => this.value(item, depth + 1));
    if (isMap(node)) {
      // Own properties whatever they are called: `__proto__` is a logical id like any other.
      const entries = node.items.map(({ key, value }): [string, Json] => [
        isScalar(key) ? String(key.value) : String(key),
        this.value(value, depth + 1),
      ]);
      return Object.fromEntries(entries);
    }
    if (!isScalar(node) || node.value === undefined) return null;
    const { value } = node;
    return typeof value === 'bigint' ? Number(value) : (value as Json);
  }
}
