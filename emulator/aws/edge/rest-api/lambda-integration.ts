/**
 * Functions behind APIs. AWS_PROXY: the request becomes an event, the function's answer the response. AWS: templates make
 * the event and the response, patterns are held against what a function says went wrong, and the header
 * `X-Amz-Invocation-Type: 'Event'` leaves the function to itself.
 *
 * Evidence: aws.md sections D.1, D.3, D.4 and D.6; answers that LocalStack recorded from AWS (test_apigateway_lambda,
 * test_apigateway_integrations). Gap (unverified): a template that comes to something else than JSON is a 500.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import type { FunctionInvocation } from '../../kernel/ports.ts';
import { methodArn } from './admission.ts';
import { withinDeadline } from './deadline.ts';
import type { ApiAnswer, Execution } from './execution.ts';
import { functionCaller } from './function-caller.ts';
import { mappedAnswer } from './integration-response.ts';
import { fromBody, mappedTo } from './mapping.ts';
import type { Stage } from '../../services/api-gateway/stages.ts';
import { proxyAnswer } from './proxy-answer.ts';
import { proxyEvent } from './proxy-event.ts';
import { badGateway, misconfigured, requestTooLong } from './refusals.ts';
import { integrationBody } from './request-template.ts';
import { traced } from './response-headers.ts';
import { withStageVariables } from './stage-variables.ts';

/** What Lambda takes in for a synchronous invocation, in bytes. */
const MAX_EVENT = 6_291_456;

export async function callFunction(execution: Execution): Promise<ApiAnswer> {
  const { payload, error } = await invocation(execution, JSON.stringify(proxyEvent(execution)));
  if (error !== undefined) throw badGateway();
  return proxyAnswer(payload, execution);
}

export async function callFunctionMapped(execution: Execution): Promise<ApiAnswer> {
  const event = integrationBody(execution) || '{}';
  const { requestParameters = {} } = execution.method.methodIntegration ?? {};
  const headers = mappedTo('header', requestParameters, execution);
  const later = [...headers].some(
    ([name, value]) => name.toLowerCase() === 'x-amz-invocation-type' && value === 'Event',
  );
  const { payload, error } = later ? queued(execution, event) : await invocation(execution, event);
  const outcome = error === undefined ? undefined : (fromBody(payload, 'errorMessage') ?? '');
  return traced(mappedAnswer({ outcome, headers: {}, body: payload }, execution), execution);
}

async function invocation(execution: Execution, payload: string): Promise<FunctionInvocation> {
  const { functions, request } = invocable(execution, payload);
  return withinDeadline(
    execution,
    invoked(() => functions.invoke(request)),
  );
}

/** An asynchronous invocation: Lambda answers nothing but that it has it. */
function queued(execution: Execution, payload: string): FunctionInvocation {
  const { functions, request } = invocable(execution, payload);
  if (!functions.permits(request.functionArn, request.principal)) throw misconfigured();
  execution.kernel.store.transact(() => functions.invokeLater(request));
  return { payload: '' };
}

function invocable(execution: Execution, payload: string) {
  const { kernel, stage, resource, method, seq } = execution;
  const functionArn = functionOf(method.methodIntegration?.uri ?? '', stage);
  const functions = kernel.ports.find('functions');
  // Lambda's own method is POST; anything else fails on AWS too.
  if (
    functions === undefined ||
    functionArn === undefined ||
    method.methodIntegration?.httpMethod !== 'POST'
  ) {
    throw misconfigured();
  }
  if (Buffer.byteLength(payload) > MAX_EVENT) throw requestTooLong();
  const sourceArn = methodArn(execution, resource.path);
  const principal = functionCaller(execution, method.methodIntegration.credentials, sourceArn);
  return { functions, request: { functionArn, principal, payload, cause: seq } };
}

/** The function that a URI of API Gateway's names. */
export const functionOf = (uri: string, stage: Stage): string | undefined =>
  /\/functions\/(.+)\/invocations$/.exec(withStageVariables(uri, stage))?.[1];

/** A function that may not be called, is not there or is too busy: the client is told nothing of it. */
async function invoked(invoke: () => Promise<FunctionInvocation>): Promise<FunctionInvocation> {
  try {
    return await invoke();
  } catch (error) {
    if (error instanceof AwsError) throw misconfigured();
    throw error;
  }
}
