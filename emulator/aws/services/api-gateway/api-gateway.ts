/**
 * API Gateway's REST APIs, as they are configured. Execution is the edge's business (`edge/rest-api/`), which reads
 * deployments from here.
 *
 * Gaps: Cognito authorizers, documentation, domain names, client certificates, VPC links, export, caching and
 * canaries are refused by name. Changes are seen at once, where AWS takes seconds.
 */
import type { RequestValidator } from '@aws-sdk/client-api-gateway';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { Account } from './account.ts';
import type { ApiKey } from './api-keys.ts';
import { Authorizations } from './authorizations.ts';
import type { ApiAuthorizer } from './authorizers.ts';
import type { Deployment, Snapshot } from './deployments.ts';
import { invalidIdentifier, invalidUsagePlan } from './errors.ts';
import type { GatewayResponseSettings } from './gateway-responses.ts';
import type { ApiModel } from './models.ts';
import { Resources } from './resources.ts';
import { RestApis, type RestApi } from './rest-apis.ts';
import { MIGRATIONS } from './schema.ts';
import { ownerOf, Shelf } from './shelf.ts';
import type { Stage } from './stages.ts';
import { Usage } from './usage.ts';
import type { UsagePlan } from './usage-plans.ts';

const ID_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

export class ApiGateway {
  readonly kernel: Kernel;
  readonly apis: RestApis;
  readonly resources: Resources;
  readonly deployments: Shelf<Deployment>;
  readonly stages: Shelf<Stage>;
  readonly gatewayResponses: Shelf<GatewayResponseSettings>;
  readonly authorizers: Shelf<ApiAuthorizer>;
  readonly authorizations = new Authorizations();
  readonly models: Shelf<ApiModel>;
  readonly validators: Shelf<RequestValidator>;
  /** One a region, under the empty name. */
  readonly accounts: Shelf<Account>;
  readonly keys: Shelf<ApiKey>;
  readonly plans: Shelf<UsagePlan>;
  /** The keys of each plan. */
  readonly planKeys: Shelf<{ readonly id: string }>;
  readonly usage: Usage;

  constructor(kernel: Kernel) {
    const { store } = kernel;
    this.kernel = kernel;
    store.define('api-gateway', MIGRATIONS);
    this.apis = new RestApis(store);
    this.resources = new Resources(store);
    this.deployments = new Shelf(store, 'deployment');
    this.stages = new Shelf(store, 'stage');
    this.gatewayResponses = new Shelf(store, 'gateway-response');
    this.authorizers = new Shelf(store, 'authorizer');
    this.models = new Shelf(store, 'model');
    this.validators = new Shelf(store, 'request-validator');
    this.accounts = new Shelf(store, 'account');
    this.keys = new Shelf(store, 'api-key');
    this.plans = new Shelf(store, 'usage-plan');
    this.planKeys = new Shelf(store, 'usage-plan-key');
    this.usage = new Usage(store);
  }

  /** Ten characters for APIs, six for what is in them, as AWS has it. */
  newId(length = 6): string {
    return this.kernel.ids.text(length, ID_CHARACTERS);
  }

  /** @throws AwsError NotFoundException */
  stage(api: RestApi, name: string): Stage {
    const found = this.stages.find(api.apiId, name);
    if (found === undefined) throw invalidIdentifier('Stage');
    return found;
  }

  /** @throws AwsError NotFoundException */
  deployment(api: RestApi, id: string): Deployment {
    const found = this.deployments.find(api.apiId, id);
    if (found === undefined) throw invalidIdentifier('Deployment');
    return found;
  }

  /** @throws AwsError NotFoundException */
  key(scope: Scope, id: string): ApiKey {
    const found = this.keys.find(ownerOf(scope), id);
    if (found === undefined) throw invalidIdentifier('API Key');
    return found;
  }

  /** @throws AwsError NotFoundException */
  plan(scope: Scope, id: string): UsagePlan {
    const found = this.plans.find(ownerOf(scope), id);
    if (found === undefined) throw invalidUsagePlan();
    return found;
  }

  account(scope: Scope): Account {
    return this.accounts.find(ownerOf(scope), '') ?? {};
  }

  /** The API as it is now. */
  snapshot({ apiId, settings }: RestApi): Snapshot {
    const { apiKeySource, binaryMediaTypes, policy } = settings;
    return {
      resources: this.resources.list(apiId),
      gatewayResponses: this.gatewayResponses.list(apiId),
      authorizers: this.authorizers.list(apiId),
      models: this.models.list(apiId),
      validators: this.validators.list(apiId),
      settings: { apiKeySource, binaryMediaTypes, policy },
    };
  }
}
