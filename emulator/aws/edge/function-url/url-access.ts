/**
 * Who may call a function URL. Both grants are asked for: to call the URL and to invoke the function through it.
 *
 * Evidence: aws.md section B.7 (the second grant since October 2025, without exemptions since 1 November 2026).
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { Principal } from '../../kernel/scope.ts';
import type { Lambda } from '../../services/lambda/lambda.ts';
import type { Caller, UrlRequest } from './url-request.ts';

const NOBODY: Caller = { kind: 'anonymous' };

/** @throws AwsError for a signature that is missing or wrong */
export function callerOf(kernel: Kernel, { wire, url, body }: UrlRequest): Caller {
  if (url.authType === 'NONE') return NOBODY;
  const signatures = kernel.ports.find('signatures');
  if (signatures === undefined) throw new Error('nobody verifies signatures');
  const { principal } = signatures.verify(wire, body, 'lambda');
  return principal.kind === 'user' ? principal : NOBODY;
}

export function mayCall(kernel: Kernel, lambda: Lambda, request: UrlRequest, caller: Principal): boolean {
  const { wire, url, reference, functionArn, now } = request;
  const fn = lambda.functions.find(reference);
  if (fn === undefined) return false;
  const policy = lambda.permissions.policy(fn, reference.qualifier);
  const { accountId: owner, region } = reference.scope;
  const environment = { now, region, sourceIp: wire.sourceIp, secure: wire.secure };
  const grants = [
    { action: 'lambda:InvokeFunctionUrl', context: { 'lambda:FunctionUrlAuthType': url.authType } },
    { action: 'lambda:InvokeFunction', context: { 'lambda:InvokedViaFunctionUrl': 'true' } },
  ];
  return grants.every(
    (grant) =>
      kernel.access.decide(caller, { ...grant, resource: functionArn, owner, policy }, environment).allowed,
  );
}
