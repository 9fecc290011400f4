/**
 * Makes an API what an OpenAPI document says it is; all of it is done or nothing.
 *
 * Evidence: the developer guide's "Import an OpenAPI file to update an existing API definition" (what the modes keep).
 */
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { schemaChecker } from '../models.ts';
import { checkRestApi, readPolicy } from '../rest-api-output.ts';
import type { RestApi, RestApiSettings } from '../rest-apis.ts';
import type { Definition } from './definition.ts';
import { MethodPlacing } from './placing.ts';
import { ImportProblems } from './problems.ts';
import { ImportShelves } from './shelves.ts';

export interface ImportRequest {
  readonly api: RestApi;
  readonly definition: Definition;
  /** `overwrite` leaves nothing but what the document says, `merge` also whatever it does not speak of. */
  readonly mode: 'merge' | 'overwrite';
  readonly failOnWarnings: boolean;
  /** Makes the API first, where there is none yet; within the same transaction. */
  readonly create?: () => void;
}

/** An import under way. */
export interface Importing {
  readonly gateway: ApiGateway;
  readonly request: ImportRequest;
  readonly problems: ImportProblems;
}

export interface Imported {
  readonly api: RestApi;
  readonly warnings: readonly string[];
}

/** @throws AwsError BadRequestException, NotImplemented */
export async function importDefinition(gateway: ApiGateway, request: ImportRequest): Promise<Imported> {
  const { api, definition, mode, failOnWarnings, create } = request;
  const problems = new ImportProblems();
  const importing = { gateway, request, problems };
  const shelves = new ImportShelves(importing);
  const models = shelves.models();
  const described = definition.models.list();
  if (described.length > 0) {
    // Before the transaction, which waits for nothing.
    const check = await schemaChecker(api.apiId, models);
    for (const { name } of described) {
      problems.attempt(`Unable to create model for '${name}'`, () => check(name));
    }
  }
  return gateway.kernel.store.transact(() => {
    create?.();
    const settings = newSettings(api, definition, mode);
    gateway.apis.update(api, settings);
    shelves.keep(models);
    new MethodPlacing(importing).place();
    problems.conclude(failOnWarnings);
    return { api: { ...api, settings }, warnings: problems.warnings };
  });
}

function newSettings(
  { apiId, scope, settings }: RestApi,
  definition: Definition,
  mode: ImportRequest['mode'],
): RestApiSettings {
  if (definition.minimumCompressionSize !== undefined) {
    throw notImplemented('api-gateway', 'minimumCompressionSize');
  }
  const kept = mode === 'merge' ? settings : { ...settings, description: undefined, version: undefined };
  const before = mode === 'merge' ? (settings.binaryMediaTypes ?? []) : [];
  const types = [...new Set([...before, ...definition.binaryMediaTypes])];
  const changed = {
    ...kept,
    name: definition.title ?? settings.name,
    description: definition.description ?? kept.description,
    version: definition.version ?? kept.version,
    binaryMediaTypes: types.length === 0 ? undefined : types,
    apiKeySource: definition.apiKeySource ?? settings.apiKeySource,
    disableExecuteApiEndpoint: definition.disableExecuteApiEndpoint ?? settings.disableExecuteApiEndpoint,
    policy: readPolicy(definition.policy, scope, apiId) ?? settings.policy,
  };
  checkRestApi(changed);
  return changed;
}
