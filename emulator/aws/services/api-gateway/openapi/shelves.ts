/**
 * Keeps what the methods of a definition refer to by name: models, authorizers, validators, and the responses of the
 * gateway itself.
 *
 * Evidence: LocalStack's recordings of AWS (test_apigateway_import, 2025-07: an imported API has no models but the
 * document's). Unverified: the texts that say what could not be done.
 */
import { checkAuthorizer, newAuthorizer } from '../authorizers.ts';
import { checkModelName, type ApiModel } from '../models.ts';
import { checkTemplates } from '../template/check.ts';
import type { Importing } from './import.ts';

export class ImportShelves {
  readonly #importing: Importing;

  constructor(importing: Importing) {
    this.#importing = importing;
  }

  /** The models that the API is going to have. */
  models(): readonly ApiModel[] {
    const { api, definition, mode } = this.#importing.request;
    const kept = new Map(this.#importing.gateway.models.list(api.apiId).map((model) => [model.name, model]));
    const wanted = definition.models.list().map((model): ApiModel => {
      const { name, description } = model;
      this.#importing.problems.attempt(`Unable to create model for '${name}'`, () => checkModelName(name));
      const schema = definition.models.textOf(model, api.apiId);
      const id = kept.get(name)?.id ?? this.#importing.gateway.newId();
      return { id, name, description, schema, contentType: 'application/json' };
    });
    if (mode === 'overwrite') return wanted;
    return [...new Map([...kept, ...wanted.map((model) => [model.name, model] as const)]).values()];
  }

  /** Within a transaction. */
  keep(models: readonly ApiModel[]): void {
    const { apiId } = this.#importing.request.api;
    const { authorizers, gatewayResponses, validators } = this.#importing.request.definition;
    const gateway = this.#importing.gateway;
    this.#replace(gateway.models, ({ name }) => name);
    this.#replace(gateway.gatewayResponses, ({ responseType }) => responseType);
    const authorizerIds = this.#replace(gateway.authorizers, ({ id }) => id);
    const validatorIds = this.#replace(gateway.validators, ({ id }) => id ?? '');
    for (const model of models) gateway.models.put(apiId, model.name, model);
    for (const response of gatewayResponses) {
      this.#importing.problems.attempt(`Unable to put gateway response '${response.responseType}'`, () =>
        checkTemplates(response.responseTemplates),
      );
      gateway.gatewayResponses.put(apiId, response.responseType, response);
    }
    for (const one of authorizers) {
      const authorizer = newAuthorizer(authorizerIds.get(one.name) ?? gateway.newId(), one);
      this.#importing.problems.attempt(`Unable to create authorizer '${one.name}'`, () =>
        checkAuthorizer(authorizer),
      );
      gateway.authorizers.put(apiId, authorizer.id, authorizer);
    }
    for (const one of validators) {
      const id = validatorIds.get(one.name) ?? gateway.newId();
      gateway.validators.put(apiId, id, { id, ...one });
    }
  }

  /** Empties the shelf where nothing is to be kept; returns the ids that its documents had, by name. */
  #replace<Document extends object>(
    shelf: { list(owner: string): readonly Document[]; remove(owner: string, name: string): boolean },
    keyOf: (document: Document) => string,
  ): ReadonlyMap<string | undefined, string> {
    const { api, mode } = this.#importing.request;
    const before = shelf.list(api.apiId);
    if (mode === 'overwrite') for (const document of before) shelf.remove(api.apiId, keyOf(document));
    return new Map(before.map((document) => [(document as { name?: string }).name, keyOf(document)]));
  }
}
