/** What an authorizer's function answers, read: anything that is not what it should be makes the call fail. */
import type { Authorization } from '../../services/api-gateway/authorizations.ts';
import { authorizerFault, unauthorized } from './refusals.ts';

/** @throws Refusal 401 when the function threw `Unauthorized`, 500 for every other failure */
export function readAuthorization(payload: string, failed: boolean): Authorization {
  const answer = parsed(payload);
  if (failed) throw answer?.['errorMessage'] === 'Unauthorized' ? unauthorized() : authorizerFault();
  const { principalId, policyDocument, context = {} } = answer ?? {};
  if (typeof principalId !== 'string' || !isMap(policyDocument) || !isMap(context)) throw authorizerFault();
  return { principalId, policy: JSON.stringify(policyDocument), context: texts(context) };
}

/** Values arrive at integrations as texts; documents and lists are not allowed. */
function texts(context: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(context).filter(([, value]) => value !== null);
  if (entries.some(([, value]) => typeof value === 'object')) throw authorizerFault();
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function parsed(payload: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(payload);
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
