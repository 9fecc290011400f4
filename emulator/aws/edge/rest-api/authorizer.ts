/**
 * Lambda authorizers: a function is shown the caller's token or request, and answers with a policy for the caller and with
 * what the integration is to know of it. Answers are kept by identity for as long as the authorizer says.
 *
 * Evidence: the developer guide's "Use API Gateway Lambda authorizers" (input and output formats, identity sources,
 * caching); aws.md section D.6; public reports for `{"message":null}` when an authorizer fails, for 401 when it throws
 * `Unauthorized`, and for the words of a denial (2018 to 2026). Unverified: which gateway response a failing function is.
 */
import { evaluate } from '../../auth/policy/evaluate.ts';
import { contextKeys } from '../../auth/policy/conditions.ts';
import { IDENTITY_POLICY, parsePolicy } from '../../auth/policy/parse.ts';
import { globalKeys } from '../../auth/policy/request-context.ts';
import { BoundedPattern } from '../../kernel/bounded-pattern.ts';
import { ANONYMOUS, arn } from '../../kernel/scope.ts';
import type { ApiGateway } from '../../services/api-gateway/api-gateway.ts';
import type { Authorization } from '../../services/api-gateway/authorizations.ts';
import type { ApiAuthorizer } from '../../services/api-gateway/authorizers.ts';
import { methodArn } from './admission.ts';
import { readAuthorization } from './authorization.ts';
import { withinDeadline } from './deadline.ts';
import { headerOf, type Arrival, type AuthorizerContext } from './execution.ts';
import { functionCaller } from './function-caller.ts';
import { functionOf } from './lambda-integration.ts';
import { mapped } from './mapping.ts';
import { requestParts } from './proxy-event.ts';
import { accessDenied, authorizerFault, unauthorized } from './refusals.ts';
import { requestContext } from './request-context.ts';
import type { Route } from './routing.ts';

/**
 * Asks the method's authorizer, if it has one.
 *
 * @throws Refusal
 */
export async function authorizeCaller(
  gateway: ApiGateway,
  arrival: Arrival,
  route: Route,
): Promise<AuthorizerContext | undefined> {
  if (route.method.authorizationType !== 'CUSTOM') return undefined;
  const authorizer = arrival.snapshot.authorizers?.find(({ id }) => id === route.method.authorizerId);
  if (authorizer === undefined) throw authorizerFault();
  const identity = identityOf(authorizer, arrival, route);
  const { api, stage, now, kernel } = arrival;
  const place = `${api.apiId}/${stage.stageName}/${stage.deploymentId}/${authorizer.id}`;
  const key = `${place}/${JSON.stringify(identity)}`;
  const known = gateway.authorizations.find(key, now);
  const stopwatch = kernel.clock.stopwatch();
  const authorization = known ?? (await ask(authorizer, arrival, route, identity));
  if (known === undefined) gateway.authorizations.keep(key, authorization, authorizer, now);
  judge(authorization, arrival);
  const integrationLatency = known === undefined ? Math.round(stopwatch()) : 0;
  return { ...authorization.context, principalId: authorization.principalId, integrationLatency };
}

/** What identifies the caller; each of the sources has to be there. */
function identityOf(authorizer: ApiAuthorizer, arrival: Arrival, route: Route): readonly string[] {
  const { type, identitySource, identityValidationExpression: expression } = authorizer;
  const usual = type === 'TOKEN' ? 'method.request.header.Authorization' : '';
  const sources = (identitySource ?? usual).split(',').flatMap((source) => source.trim() || []);
  const identity = sources.map((source) => {
    const value = mapped(source, { ...arrival, ...route });
    if (value === undefined || value === '') throw unauthorized();
    return value;
  });
  if (type === 'TOKEN' && expression && !new BoundedPattern(`^(?:${expression})$`).test(identity[0] ?? '')) {
    throw unauthorized();
  }
  return identity;
}

async function ask(
  authorizer: ApiAuthorizer,
  arrival: Arrival,
  route: Route,
  [token = '']: readonly string[],
): Promise<Authorization> {
  const { kernel, api, stage, seq, request } = arrival;
  const functions = kernel.ports.find('functions');
  const functionArn = functionOf(authorizer.authorizerUri, stage);
  if (functions === undefined || functionArn === undefined) throw authorizerFault();
  const asked = methodArn(arrival, request.path);
  const event =
    authorizer.type === 'TOKEN'
      ? { type: 'TOKEN', methodArn: asked, authorizationToken: token }
      : requestEvent(asked, arrival, route);
  const sourceArn = arn('execute-api', api.scope, `${api.apiId}/authorizers/${authorizer.id}`);
  const principal = functionCaller(arrival, authorizer.authorizerCredentials, sourceArn);
  const invocation = { functionArn, principal, payload: JSON.stringify(event), cause: seq };
  const work = functions.invoke(invocation).catch(() => {
    throw authorizerFault();
  });
  const { payload, error } = await withinDeadline({ kernel, method: {} }, work);
  return readAuthorization(payload, error !== undefined);
}

/** As a proxy integration's event, without body; what is not there is an empty map. */
function requestEvent(asked: string, arrival: Arrival, route: Route): object {
  const parts = requestParts({ ...arrival, ...route });
  return {
    type: 'REQUEST',
    methodArn: asked,
    ...Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, value ?? {}])),
    requestContext: requestContext({ ...arrival, ...route, caller: undefined, key: undefined }),
  };
}

function judge({ policy }: Authorization, arrival: Arrival): void {
  const parsed = parsePolicy(policy, IDENTITY_POLICY);
  if ('fault' in parsed) throw authorizerFault();
  const { api, request, now } = arrival;
  const { region, accountId } = api.scope;
  const userAgent = headerOf(request, 'user-agent');
  const environment = { now, region, sourceIp: request.sourceIp, secure: request.secure };
  const keys = globalKeys(ANONYMOUS, accountId, {
    ...environment,
    ...(userAgent !== undefined && { userAgent }),
  });
  const { decision } = evaluate(parsed.document.statements, {
    principal: ANONYMOUS,
    action: 'execute-api:Invoke',
    resource: methodArn(arrival, request.path),
    context: contextKeys(keys),
  });
  if (decision === 'allow') return;
  const why = decision === 'deny' ? ' with an explicit deny in an identity-based policy' : '';
  throw accessDenied(`User is not authorized to access this resource${why}`);
}
