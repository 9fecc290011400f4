/**
 * Gives an API the resources and methods of a definition.
 *
 * Evidence: LocalStack's recordings of AWS (test_apigateway_import, 2025-07: resources keep their ids); public reports of
 * `Unable to put integration on` (ustayready/fireprox#37). Unverified: the other texts that say what could not be done.
 */
import type { Method, RequestValidator } from '@aws-sdk/client-api-gateway';
import { checkMethodAuthorizer, type ApiAuthorizer } from '../authorizers.ts';
import { newIntegration } from '../integration-settings.ts';
import {
  checkContentHandling,
  checkIntegration,
  checkMappings,
  checkMethod,
  checkSelectionPattern,
  checkStatusCode,
} from '../methods.ts';
import { checkValidator } from '../request-validators.ts';
import type { Resource } from '../resources.ts';
import { checkTemplates } from '../template/check.ts';
import { pathParts } from './base-path.ts';
import type { Importing } from './import.ts';
import type { IntegrationDefinition, MethodDefinition } from './methods.ts';

export class MethodPlacing {
  readonly #importing: Importing;
  readonly #authorizers: readonly ApiAuthorizer[];
  readonly #validators: readonly RequestValidator[];
  readonly #byPath = new Map<string, Resource>();

  constructor(importing: Importing) {
    const { gateway, request } = importing;
    this.#importing = importing;
    this.#authorizers = gateway.authorizers.list(request.api.apiId);
    this.#validators = gateway.validators.list(request.api.apiId);
  }

  /** Within a transaction, once all that methods refer to is there. */
  place(): void {
    const { api, definition, mode } = this.#importing.request;
    const placed = definition.methods.map((method) => ({
      method,
      parts: [...definition.basePath, ...pathParts(method.path)],
    }));
    if (mode === 'overwrite') this.#clearResources(new Set(placed.flatMap(({ parts }) => pathsTo(parts))));
    for (const resource of this.#importing.gateway.resources.list(api.apiId)) {
      this.#byPath.set(resource.path, resource);
    }
    for (const { method, parts } of placed) {
      const resource = this.#resourceAt(parts);
      if (resource === undefined) continue;
      const whole = this.#method(method, resource);
      resource.resourceMethods[method.method.httpMethod] = whole;
      this.#importing.gateway.resources.put(api.apiId, resource);
    }
  }

  /** Resources whose paths stay keep their ids, without their methods. */
  #clearResources(wanted: ReadonlySet<string>): void {
    const { apiId } = this.#importing.request.api;
    for (const resource of this.#importing.gateway.resources.list(apiId)) {
      if (resource.parentId === undefined || wanted.has(resource.path)) {
        this.#importing.gateway.resources.put(apiId, { ...resource, resourceMethods: {} });
      } else {
        this.#importing.gateway.resources.remove(apiId, resource);
      }
    }
  }

  /** The resource there, made with all above it where it is not there yet. */
  #resourceAt(parts: readonly string[]): Resource | undefined {
    const { apiId } = this.#importing.request.api;
    const { resources } = this.#importing.gateway;
    let resource = this.#byPath.get('/');
    for (const [index, part] of parts.entries()) {
      const path = `/${parts.slice(0, index + 1).join('/')}`;
      const parent = resource;
      if (parent === undefined) return undefined;
      resource =
        this.#byPath.get(path) ??
        this.#importing.problems.attempt(`Unable to create resource at path '${path}'`, () =>
          resources.create(apiId, parent, part, this.#importing.gateway.newId()),
        );
      if (resource !== undefined) this.#byPath.set(path, resource);
    }
    return resource;
  }

  #method({ method, authorizer, validator, integration }: MethodDefinition, { id, path }: Resource): Method {
    const { api } = this.#importing.request;
    const gateway = this.#importing.gateway;
    const whole: Method = {
      ...method,
      requestModels: this.#known(method.requestModels),
      methodResponses: mapValues(method.methodResponses, (response) => ({
        ...response,
        responseModels: this.#known(response.responseModels),
      })),
      authorizerId: idOf(this.#authorizers, authorizer),
      requestValidatorId: idOf(this.#validators, validator),
    };
    this.#importing.problems.attempt(
      `Unable to put method '${method.httpMethod}' on resource at path '${path}'`,
      () => {
        checkMethod(whole);
        checkMethodAuthorizer(gateway, api, whole);
        checkValidator(gateway, api, whole.requestValidatorId);
        for (const status of Object.keys(whole.methodResponses ?? {})) checkStatusCode(status);
      },
    );
    if (integration !== undefined)
      whole.methodIntegration = this.#integration(integration, whole, { id, path });
    return whole;
  }

  #integration(
    { request, responses, mistyped }: IntegrationDefinition,
    method: Method,
    { id, path }: Pick<Resource, 'id' | 'path'>,
  ): Method['methodIntegration'] {
    const { httpMethod, methodResponses, requestParameters } = method;
    for (const name of mistyped) {
      this.#importing.problems.warn(
        `Invalid format for 'requestParameters'. Expected type string for property '${name}' of resource '${path}' and method '${httpMethod}'`,
      );
    }
    const integration = newIntegration({ ...request, restApiId: undefined, resourceId: id, httpMethod });
    this.#importing.problems.attempt(
      `Unable to put integration on '${httpMethod}' for resource at path '${path}'`,
      () => {
        checkIntegration(integration);
        checkTemplates(integration.requestTemplates);
        checkMappings(integration.requestParameters, requestParameters, 'request');
      },
    );
    for (const response of responses) {
      this.#importing.problems.attempt(
        `Unable to put integration response on '${httpMethod}' for resource at path '${path}'`,
        () => {
          checkStatusCode(response.statusCode);
          checkContentHandling(response);
          checkSelectionPattern(response);
          checkTemplates(response.responseTemplates);
          const declared = methodResponses?.[response.statusCode]?.responseParameters;
          checkMappings(response.responseParameters, declared, 'response');
        },
      );
    }
    if (responses.length === 0) return integration;
    const integrationResponses = Object.fromEntries(responses.map((one) => [one.statusCode, one]));
    return { ...integration, integrationResponses };
  }

  /** A reference to a model that is not there is passed over with a warning. */
  #known(models: Readonly<Record<string, string>> | undefined): Record<string, string> | undefined {
    const { apiId } = this.#importing.request.api;
    const entries = Object.entries(models ?? {}).filter(([, name]) => {
      if (this.#importing.gateway.models.find(apiId, name) !== undefined) return true;
      this.#importing.problems.warn(`Reference to model '${name}' not found. Ignoring.`);
      return false;
    });
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
}

/** The id of what has the name; the name itself where nothing has it, for the checks to refuse. */
const idOf = (
  list: readonly { readonly name?: string | undefined; readonly id?: string | undefined }[],
  name: string | undefined,
): string | undefined =>
  name === undefined ? undefined : (list.find((one) => one.name === name)?.id ?? name);

/** The paths of a resource and of all above it but the root. */
const pathsTo = (parts: readonly string[]): readonly string[] =>
  parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);

const mapValues = <From, To>(
  record: Readonly<Record<string, From>> | undefined,
  change: (value: From) => To,
): Record<string, To> | undefined =>
  record === undefined
    ? undefined
    : Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
