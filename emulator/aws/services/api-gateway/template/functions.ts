/** Functions that mapping templates may call: API Gateway's own, and the common ones of Java's texts, lists and maps. */
import { percentDecode } from '../../../wire/query-string.ts';
import { jsonPath } from './json-path.ts';
import { TemplateFault } from './syntax.ts';

export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Value[]
  | { readonly [key: string]: Value };

/** What `$input` stands for. */
export interface TemplateInput {
  readonly body: string;
  readonly path: Readonly<Record<string, string>>;
  readonly querystring: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
}

export const UTILITIES: { readonly input: ReadonlySet<string>; readonly util: ReadonlySet<string> } = {
  input: new Set(['json', 'params', 'path']),
  util: new Set(['base64Decode', 'base64Encode', 'escapeJavaScript', 'parseJson', 'urlDecode', 'urlEncode']),
};

export const METHODS: ReadonlySet<string> = new Set([
  'contains',
  'containsKey',
  'endsWith',
  'equals',
  'get',
  'isEmpty',
  'keySet',
  'length',
  'size',
  'startsWith',
  'toLowerCase',
  'toString',
  'toUpperCase',
  'values',
]);

export function callInput(input: TemplateInput, name: string, [first]: readonly Value[]): Value {
  if (name === 'params') return first === undefined ? allParams(input) : param(input, print(first));
  const found = jsonPath(parse(input.body), print(first ?? '$'));
  return name === 'json' ? JSON.stringify(found ?? '') : found;
}

const allParams = ({ path, querystring, header }: TemplateInput): Value => ({ path, querystring, header });

/** The path's parameter of that name, or the query's, or the header. */
const param = ({ path, querystring, header }: TemplateInput, name: string): string =>
  path[name] ??
  querystring[name] ??
  Object.entries(header).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ??
  '';

export function callUtil(name: string, [first]: readonly Value[]): Value {
  const text = print(first);
  switch (name) {
    case 'base64Decode':
      return Buffer.from(text, 'base64').toString();
    case 'base64Encode':
      return Buffer.from(text).toString('base64');
    case 'escapeJavaScript':
      return escapeJavaScript(text);
    case 'parseJson':
      return parse(text);
    case 'urlDecode':
      return percentDecode(text.replaceAll('+', ' ')) ?? text;
    default:
      return encodeURIComponent(text).replaceAll('%20', '+');
  }
}

/** As Commons Lang's StringEscapeUtils does it: apostrophes and slashes too. */
const escapeJavaScript = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replaceAll("'", String.raw`\'`)
    .replaceAll('/', String.raw`\/`);

export function callMethod(target: Value, name: string, [first]: readonly Value[]): Value {
  const keys = typeof target === 'object' && target !== null ? Object.keys(target) : [];
  const text = print(target);
  switch (name) {
    case 'contains':
      return Array.isArray(target) ? target.includes(first) : text.includes(print(first));
    case 'containsKey':
      return keys.includes(print(first));
    case 'endsWith':
      return text.endsWith(print(first));
    case 'equals':
      return target === first;
    case 'get':
      return member(target, first);
    case 'isEmpty':
      return typeof target === 'string' ? target === '' : keys.length === 0;
    case 'keySet':
      return keys;
    case 'startsWith':
      return text.startsWith(print(first));
    case 'toLowerCase':
      return text.toLowerCase();
    case 'toUpperCase':
      return text.toUpperCase();
    case 'toString':
      return text;
    case 'values':
      return typeof target === 'object' && target !== null ? Object.values(target) : [];
    default:
      return typeof target === 'string' ? target.length : keys.length;
  }
}

/** A member of a map or an item of a list; own ones only. */
export function member(target: Value, key: Value): Value {
  if (typeof target !== 'object' || target === null) return undefined;
  const name = print(key);
  return Object.hasOwn(target, name) ? (target as Readonly<Record<string, Value>>)[name] : undefined;
}

function parse(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

/** Parts of a value that are printed; lists that hold one list twice, and that again, have more than anybody can. */
const MOST_PARTS = 1_000_000;

/**
 * A value as text; maps and lists as Java prints them.
 *
 * @throws TemplateFault
 */
export function print(value: Value): string {
  let parts = 0;
  const text = (part: Value): string => {
    parts += 1;
    if (parts > MOST_PARTS) throw new TemplateFault('broken', 'the value has too many parts');
    if (part === undefined || part === null) return '';
    if (typeof part !== 'object') return String(part);
    if (Array.isArray(part)) return `[${part.map(text).join(', ')}]`;
    return `{${Object.entries(part)
      .map(([key, item]) => `${key}=${text(item)}`)
      .join(', ')}}`;
  };
  return text(value);
}
