/**
 * The models that a document has, and those it needs for schemas that it writes where they are used.
 *
 * Evidence: LocalStack's recordings of AWS (test_apigateway_import, 2025-07: descriptions, references). Unverified: the
 * names of models for schemas without one.
 */
import { createHash } from 'node:crypto';
import { modelAddress } from '../json-schema.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { objectOf, textOf, unescaped, type OpenApiDocument } from './document.ts';

export interface ModelDefinition {
  readonly name: string;
  readonly description: string | undefined;
  readonly schema: JsonObject;
}

export class DocumentModels {
  readonly #models = new Map<string, ModelDefinition>();
  readonly #prefix: string;

  constructor(document: OpenApiDocument) {
    const place = document.isSwagger ? ['definitions'] : ['components', 'schemas'];
    this.#prefix = `#/${place.join('/')}/`;
    for (const [name, schema] of Object.entries(document.at(...place))) this.#add(name, objectOf(schema));
  }

  list(): readonly ModelDefinition[] {
    return [...this.#models.values()];
  }

  /** The name of the model that a schema refers to, or that it becomes; `undefined` for no schema at all. */
  nameOf(schema: unknown): string | undefined {
    const { $ref: reference, ...own } = objectOf(schema);
    if (typeof reference === 'string') return this.#nameIn(reference) ?? reference;
    if (Object.keys(own).length === 0) return undefined;
    // The same schema is the same model, however often it is written and imported.
    const digest = createHash('sha256').update(JSON.stringify(own)).digest('hex');
    return this.#add(`MODEL${digest.slice(0, 6)}`, own).name;
  }

  /** The schema as API Gateway keeps it: JSON whose references lead to models of the API. */
  textOf({ schema }: ModelDefinition, apiId: string): string {
    return JSON.stringify(schema, (key, value: unknown) => {
      const name = key === '$ref' && typeof value === 'string' ? this.#nameIn(value) : undefined;
      return name === undefined ? value : modelAddress(apiId, name);
    });
  }

  #add(name: string, schema: JsonObject): ModelDefinition {
    const model = { name, description: textOf(schema['description']), schema };
    this.#models.set(name, model);
    return model;
  }

  #nameIn(reference: string): string | undefined {
    return reference.startsWith(this.#prefix) ? unescaped(reference.slice(this.#prefix.length)) : undefined;
  }
}
