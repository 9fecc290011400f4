/** An API on a running cloud, made with the official client: routes by path, deployed to the stage `dev`. */
import {
  APIGateway,
  type CreateRestApiRequest,
  type PutIntegrationRequest,
  type PutMethodRequest,
} from '@aws-sdk/client-api-gateway';
import { Lambda } from '@aws-sdk/client-lambda';
import type { Cloud } from '../../../cloud.ts';
import { ROLE, zip } from '../../../testing/zip.ts';
import { clientConfig } from '../../../testing/client-config.ts';

export interface RouteSetup {
  readonly path: string;
  readonly method: string;
  readonly settings?: Partial<PutMethodRequest>;
  readonly integration: Partial<PutIntegrationRequest>;
}

interface NamedMethod {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

export interface DeployedApi {
  readonly gateway: APIGateway;
  readonly id: string;
  /** `http://127.0.0.1:4566/restapis/a1b2c3d4e5/dev/_user_request_` */
  readonly url: string;
  resourceId(path: string): string;
  /** How requests about a method name it. */
  methodAt(path: string, method: string): NamedMethod;
  deploy(): Promise<void>;
}

export async function deployApi(
  cloud: Cloud,
  routes: readonly RouteSetup[],
  settings: Partial<CreateRestApiRequest> = {},
): Promise<DeployedApi> {
  const gateway = new APIGateway(clientConfig(cloud));
  const { id = '', rootResourceId = '' } = await gateway.createRestApi({ name: 'images', ...settings });
  const resources = new Map([['/', rootResourceId]]);
  const resourceAt = async (path: string): Promise<string> => {
    const known = resources.get(path);
    if (known !== undefined) return known;
    const cut = path.lastIndexOf('/');
    const parentId = await resourceAt(path.slice(0, cut) || '/');
    const made = await gateway.createResource({ restApiId: id, parentId, pathPart: path.slice(cut + 1) });
    resources.set(path, made.id ?? '');
    return made.id ?? '';
  };
  const resourceId = (path: string): string => resources.get(path) ?? '';
  const methodAt = (path: string, httpMethod: string): NamedMethod => ({
    restApiId: id,
    resourceId: resourceId(path),
    httpMethod,
  });
  for (const { path, method, settings: more, integration } of routes) {
    await resourceAt(path);
    const at = methodAt(path, method);
    await gateway.putMethod({ ...at, authorizationType: 'NONE', ...more });
    await gateway.putIntegration({ ...at, type: 'MOCK', ...integration });
  }
  const deploy = async (): Promise<void> => {
    await gateway.createDeployment({ restApiId: id, stageName: 'dev' });
  };
  await deploy();
  return {
    gateway,
    id,
    url: `${cloud.endpoint}/restapis/${id}/dev/_user_request_`,
    resourceId,
    methodAt,
    deploy,
  };
}

/** A function that API Gateway may invoke, and the integration with it. */
export async function proxyTo(
  cloud: Cloud,
  name: string,
  code: string,
): Promise<Partial<PutIntegrationRequest>> {
  const lambda = new Lambda(clientConfig(cloud));
  const { FunctionArn } = await lambda.createFunction({
    FunctionName: name,
    Runtime: 'nodejs24.x',
    Role: ROLE,
    Handler: 'index.handler',
    Code: { ZipFile: zip({ 'index.js': code }) },
  });
  await lambda.addPermission({
    FunctionName: name,
    StatementId: 'api',
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
    SourceArn: `arn:aws:execute-api:us-east-1:${cloud.accountId}:*/dev/*`,
  });
  return {
    type: 'AWS_PROXY',
    integrationHttpMethod: 'POST',
    uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FunctionArn}/invocations`,
  };
}

/** Answers with the event it was given. */
export const ECHO = 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });';
