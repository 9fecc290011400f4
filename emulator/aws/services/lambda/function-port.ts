/** The port `functions`: how S3, SNS, the queues and the APIs invoke functions, each judged by the function's policy. */
import type { AwsError } from '../../kernel/aws-error.ts';
import type { FunctionInvocation, FunctionPort } from '../../kernel/ports.ts';
import type { Principal } from '../../kernel/scope.ts';
import { functionNotFound } from './errors.ts';
import { functionArn, LATEST, parseFunctionArn, type FunctionReference } from './function-reference.ts';
import type { Lambda } from './lambda.ts';

export class LambdaPort implements FunctionPort {
  readonly #lambda: Lambda;

  constructor(lambda: Lambda) {
    this.#lambda = lambda;
  }

  permits(arn: string, principal: Principal): boolean {
    const reference = parseFunctionArn(arn);
    return reference !== undefined && this.#refusal(reference, principal) === undefined;
  }

  async invoke(request: Parameters<FunctionPort['invoke']>[0]): Promise<FunctionInvocation> {
    const { functionArn: arn, principal, payload, cause, atEdge } = request;
    const reference = this.#permitted(arn, principal);
    const { fn, version } = this.#lambda.invocationTarget(reference);
    const result = await this.#lambda.invocations.run({
      fn,
      version,
      functionArn: arn,
      requestId: this.#lambda.kernel.ids.uuid(),
      payload: Buffer.from(payload),
      kind: 'request',
      cause,
      atEdge,
    });
    return {
      payload: result.payload.toString(),
      ...(result.failure !== undefined && { error: 'Unhandled' }),
    };
  }

  /** A caller that may not is told nothing, as AWS's services are not; the journal knows. */
  invokeLater(request: Parameters<FunctionPort['invokeLater']>[0]): void {
    const { functionArn: arn, principal, payload, cause } = request;
    const { kernel, events } = this.#lambda;
    const reference = parseFunctionArn(arn);
    const refusal = reference === undefined ? functionNotFound(arn) : this.#refusal(reference, principal);
    if (refusal === undefined) {
      events.enqueue({ functionArn: arn, requestId: kernel.ids.uuid(), payload }, cause);
      return;
    }
    const facts = { type: 'lambda.refused', cause, functionArn: arn, error: refusal.code };
    kernel.store.afterCommit(() => kernel.journal.append(facts));
  }

  #permitted(arn: string, principal: Principal): FunctionReference {
    const reference = parseFunctionArn(arn);
    const refusal = reference === undefined ? functionNotFound(arn) : this.#refusal(reference, principal);
    if (reference === undefined || refusal !== undefined) throw refusal!;
    return reference;
  }

  /** Why the principal may not invoke this, if it may not. */
  #refusal(reference: FunctionReference, principal: Principal): AwsError | undefined {
    const { kernel, functions, permissions } = this.#lambda;
    const { scope, qualifier } = reference;
    const fn = functions.find(reference);
    if (fn === undefined) return functionNotFound(functionArn(reference, qualifier ?? LATEST));
    const request = {
      action: 'lambda:InvokeFunction',
      resource: functionArn(reference, qualifier),
      owner: scope.accountId,
      policy: permissions.policy(fn, qualifier),
    };
    const environment = { now: kernel.clock.now(), region: scope.region };
    const decision = kernel.access.decide(principal, request, environment);
    return decision.allowed ? undefined : kernel.access.refuse('lambda', principal, request, decision);
  }
}
