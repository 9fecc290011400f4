/**
 * The port `keys`: other services' use of keys for their users. Each use is judged as the user's own call to KMS would
 * be, and is a fact of the journal and a request on the bill, as CloudTrail and the bill show it.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import type { KeyPort } from '../../kernel/ports.ts';
import type { Scope } from '../../kernel/scope.ts';
import { keyArn, requireEnabled, requireSymmetric } from './key.ts';
import type { Kms } from './kms.ts';
import { accessTo, locateKey } from './named-key.ts';

/** KMS's errors as they reach the users of other services: named after KMS, a missing permission as S3's own denial. */
function passedOn(error: AwsError, viaService: string): AwsError {
  const { code, message } = error;
  if (code !== 'AccessDeniedException') return new AwsError({ code: `KMS.${code}`, status: 400, message });
  return /^s3(?:\.|$)/.test(viaService)
    ? new AwsError({ code: 'AccessDenied', status: 403, message })
    : error;
}

export class KmsPort implements KeyPort {
  readonly #kms: Kms;

  constructor(kms: Kms) {
    this.#kms = kms;
  }

  resolve(request: Parameters<KeyPort['resolve']>[0]): string {
    try {
      return this.#resolve(request);
    } catch (error) {
      throw error instanceof AwsError ? passedOn(error, request.viaService) : error;
    }
  }

  managed(scope: Scope, service: string): string {
    return keyArn(this.#kms.managedKey(scope, service));
  }

  #resolve({
    scope,
    principal,
    keyId,
    action,
    viaService,
    cause,
  }: Parameters<KeyPort['resolve']>[0]): string {
    const { kernel } = this.#kms;
    const key = locateKey(this.#kms, scope, keyId);
    const service = viaService.includes('.') ? viaService : `${viaService}.${scope.region}.amazonaws.com`;
    const request = accessTo(this.#kms, key, principal, action, { viaService: service });
    const environment = { now: kernel.clock.now(), region: scope.region };
    const decision = kernel.access.decide(principal, request, environment);
    if (!decision.allowed) {
      const { resource } = request;
      kernel.journal.append({
        type: 'denial',
        cause,
        service: 'kms',
        denied: { action, resource, ...decision },
      });
      throw kernel.access.refuse('kms', principal, request, decision);
    }
    requireEnabled(key);
    const operation = action.slice('kms:'.length);
    requireSymmetric(key, operation);
    const { accountId, region } = key.scope;
    const resource = keyArn(key);
    kernel.meter.add({ service: 'kms', usageType: 'Requests', operation, resource, accountId, region }, 1);
    kernel.store.afterCommit(() =>
      kernel.journal.append({ type: 'kms.use', cause, operation, key: resource, viaService: service }),
    );
    return resource;
  }
}
