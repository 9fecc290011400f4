/**
 * REST APIs: what hangs on one is kept under its id, which is unique among all accounts and regions, as its host is.
 *
 * Evidence: aws.md section D.1.
 */
import type { ApiKeySourceType, EndpointConfiguration } from '@aws-sdk/client-api-gateway';
import type { Instant } from '../../kernel/instant.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { invalidApi } from './errors.ts';

export interface RestApi {
  /** Ten lower-case letters and digits. */
  readonly apiId: string;
  readonly scope: Scope;
  readonly settings: RestApiSettings;
}

export interface RestApiSettings {
  name: string;
  description?: string | undefined;
  version?: string | undefined;
  createdAt: Instant;
  rootResourceId: string;
  binaryMediaTypes?: string[] | undefined;
  /** In bytes. */
  minimumCompressionSize?: number | undefined;
  apiKeySource: ApiKeySourceType;
  endpointConfiguration: EndpointConfiguration;
  disableExecuteApiEndpoint: boolean;
  /** A policy document, with the whole ARN wherever it was abbreviated. */
  policy?: string | undefined;
  tags: Record<string, string>;
}

interface Row {
  readonly api_id: string;
  readonly account_id: string;
  readonly region: string;
  readonly document: string;
}

export class RestApis {
  readonly #insert: Statement<never>;
  readonly #find: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #update: Statement<never>;
  readonly #remove: Statement<never>;
  readonly #clear: Statement<never>;

  constructor(store: Store) {
    this.#insert = store.statement(
      'INSERT INTO api_gateway_apis (api_id, account_id, region, document) VALUES (?, ?, ?, ?)',
    );
    this.#find = store.statement('SELECT * FROM api_gateway_apis WHERE api_id = ?');
    this.#list = store.statement(
      'SELECT * FROM api_gateway_apis WHERE account_id = ? AND region = ? ORDER BY id',
    );
    this.#update = store.statement('UPDATE api_gateway_apis SET document = ? WHERE api_id = ?');
    this.#remove = store.statement('DELETE FROM api_gateway_apis WHERE api_id = ?');
    this.#clear = store.statement('DELETE FROM api_gateway_documents WHERE owner = ?');
  }

  create({ apiId, scope, settings }: RestApi): void {
    this.#insert.run(apiId, scope.accountId, scope.region, JSON.stringify(settings));
  }

  /** The API of that id, whoever owns it. */
  locate(apiId: string): RestApi | undefined {
    const row = this.#find.get(apiId);
    return row === undefined ? undefined : apiOf(row);
  }

  /** @throws AwsError NotFoundException, also for the API of another account or region */
  get(scope: Scope, apiId: string): RestApi {
    const found = this.find(scope, apiId);
    if (found === undefined) throw invalidApi(scope.accountId, apiId);
    return found;
  }

  find({ accountId, region }: Scope, apiId: string): RestApi | undefined {
    const found = this.locate(apiId);
    return found?.scope.accountId === accountId && found.scope.region === region ? found : undefined;
  }

  list({ accountId, region }: Scope): readonly RestApi[] {
    return this.#list.all(accountId, region).map(apiOf);
  }

  update({ apiId }: RestApi, settings: RestApiSettings): void {
    this.#update.run(JSON.stringify(settings), apiId);
  }

  /** Removes the API and everything under it; within a transaction. */
  remove({ apiId }: RestApi): void {
    this.#clear.run(apiId);
    this.#remove.run(apiId);
  }
}

const apiOf = (row: Row): RestApi => ({
  apiId: row.api_id,
  scope: { partition: 'aws', accountId: row.account_id, region: row.region },
  settings: JSON.parse(row.document) as RestApiSettings,
});
