/**
 * AWS_PROXY: the request becomes an event, the function's answer the response.
 *
 * Evidence: aws.md sections D.1, D.3, D.4 and D.6.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import type { FunctionInvocation } from '../../kernel/ports.ts';
import type { Principal } from '../../kernel/scope.ts';
import { methodArn } from './admission.ts';
import { withinDeadline } from './deadline.ts';
import type { ApiAnswer, Execution } from './execution.ts';
import { proxyAnswer } from './proxy-answer.ts';
import { proxyEvent } from './proxy-event.ts';
import { badGateway, misconfigured, requestTooLong } from './refusals.ts';
import { withStageVariables } from './stage-variables.ts';

/** What Lambda takes in for a synchronous invocation, in bytes. */
const MAX_EVENT = 6_291_456;

export async function callFunction(execution: Execution): Promise<ApiAnswer> {
  const { kernel, stage, method, seq } = execution;
  const uri = withStageVariables(method.methodIntegration?.uri ?? '', stage);
  const functionArn = /\/functions\/(.+)\/invocations$/.exec(uri)?.[1];
  const functions = kernel.ports.find('functions');
  // Lambda's own method is POST; anything else fails on AWS too.
  if (
    functions === undefined ||
    functionArn === undefined ||
    method.methodIntegration?.httpMethod !== 'POST'
  ) {
    throw misconfigured();
  }
  const payload = JSON.stringify(proxyEvent(execution));
  if (Buffer.byteLength(payload) > MAX_EVENT) throw requestTooLong();
  const request = { functionArn, principal: callerOf(execution), payload, cause: seq };
  const { payload: answer, error } = await withinDeadline(
    execution,
    invoked(() => functions.invoke(request)),
  );
  if (error !== undefined) throw badGateway();
  return proxyAnswer(answer, execution);
}

/** A function that may not be called, is not there or is too busy: the client is told nothing of it. */
async function invoked(invoke: () => Promise<FunctionInvocation>): Promise<FunctionInvocation> {
  try {
    return await invoke();
  } catch (error) {
    if (error instanceof AwsError) throw misconfigured();
    throw error;
  }
}

/** API Gateway itself, or the role that the integration names. */
function callerOf(execution: Execution): Principal {
  const { api, resource, method } = execution;
  const role = method.methodIntegration?.credentials;
  const [, accountId, name] = /^arn:aws:iam::(\d{12}):role\/(?:.+\/)?([^/]+)$/.exec(role ?? '') ?? [];
  if (accountId === undefined || name === undefined) {
    return {
      kind: 'service',
      service: 'apigateway.amazonaws.com',
      sourceArn: methodArn(execution, resource.path),
      sourceAccount: api.scope.accountId,
    };
  }
  return {
    kind: 'user',
    accountId,
    accessKeyId: '',
    arn: `arn:aws:sts::${accountId}:assumed-role/${name}/BackplaneAssumeRoleSession`,
    userId: `${name}:BackplaneAssumeRoleSession`,
  };
}
