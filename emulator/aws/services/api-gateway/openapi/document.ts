/**
 * An OpenAPI document as it is imported: version 2.0 or 3.0, as JSON or YAML, with the references within it followed.
 *
 * Evidence: the developer guide's "Develop REST APIs using OpenAPI"; aws/aws-cli#8191 for the text.
 */
import { isScalar, parseDocument } from 'yaml';
import { isObject, type JsonObject } from '../../../kernel/json.ts';
import { badRequest } from '../errors.ts';

/** An empty object in the place of anything else. */
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** YAML writes some texts as numbers: statuses, versions. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;

/** Texts by name; anything that is no text is left out. */
export const textsOf = (value: unknown): Record<string, string> | undefined =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : undefined;

/** References that lead to references, before they are taken for a circle. */
const LONGEST_CHAIN = 20;

export class OpenApiDocument {
  readonly root: JsonObject;
  readonly isSwagger: boolean;
  /** As written: `1.0` is not 1. */
  readonly version: string | undefined;

  /** @throws AwsError BadRequestException */
  constructor(body: Uint8Array) {
    const document = parsed(Buffer.from(body).toString());
    this.root = document.root;
    this.version = document.version;
    const { swagger, openapi } = this.root;
    this.isSwagger = textOf(swagger)?.startsWith('2') ?? false;
    if (!this.isSwagger && textOf(openapi)?.startsWith('3.0') !== true) throw invalidInput();
  }

  /** What the names lead to from the document's root. */
  at(...names: readonly string[]): JsonObject {
    return objectOf(names.reduce<unknown>((node, name) => ownMember(node, name), this.root));
  }

  /** The object itself, or the one that its `$ref` leads to. */
  follow(node: unknown): JsonObject {
    let found = objectOf(node);
    for (let step = 0; step < LONGEST_CHAIN; step += 1) {
      const reference = found['$ref'];
      if (typeof reference !== 'string') return found;
      found = reference.startsWith('#/') ? this.at(...reference.slice(2).split('/').map(unescaped)) : {};
    }
    return {};
  }
}

/** A name within a JSON pointer. */
export const unescaped = (name: string): string => name.replaceAll('~1', '/').replaceAll('~0', '~');

const ownMember = (node: unknown, name: string): unknown =>
  isObject(node) && Object.hasOwn(node, name) ? node[name] : undefined;

const invalidInput = () => badRequest('Invalid OpenAPI input.');

/** JSON is YAML, so one parser reads both. */
function parsed(text: string): Pick<OpenApiDocument, 'root' | 'version'> {
  try {
    const document = parseDocument(text, { logLevel: 'silent', stringKeys: true });
    const [error] = document.errors;
    if (error !== undefined) throw error;
    const root: unknown = document.toJS();
    if (!isObject(root)) throw invalidInput();
    const version = document.getIn(['info', 'version'], true);
    return { root, version: isScalar(version) ? (version.source ?? textOf(version.value)) : undefined };
  } catch {
    throw invalidInput();
  }
}
