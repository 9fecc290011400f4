/**
 * Policies tried out: what they would say of actions on resources, without doing any.
 *
 * Gaps: positions in the documents are not told, nor missing context values; resource policies are judged for the caller
 * named; organizations' policies are refused by name.
 */
import type { EvaluationResult, SimulateCustomPolicyRequest } from '@aws-sdk/client-iam';
import { contextKeys } from '../../auth/policy/conditions.ts';
import { decide } from '../../auth/policy/decision.ts';
import type { Statement } from '../../auth/policy/document.ts';
import { parsePolicy } from '../../auth/policy/parse.ts';
import { globalKeys } from '../../auth/policy/request-context.ts';
import { notImplemented } from '../../kernel/aws-error.ts';
import type { Call } from '../../kernel/operation.ts';
import { parseArn, type Principal } from '../../kernel/scope.ts';
import { invalidInput, malformedPolicy } from './errors.ts';

export interface Simulated {
  readonly callerArn: string;
  readonly identityPolicy: readonly Statement[];
  readonly boundary?: readonly Statement[] | undefined;
}

type Question = Omit<SimulateCustomPolicyRequest, 'PolicyInputList'>;

function resourceStatements(text: string | undefined): readonly Statement[] | undefined {
  if (text === undefined) return undefined;
  const parsed = parsePolicy(text);
  if ('fault' in parsed) throw malformedPolicy(parsed.fault);
  return parsed.document.statements;
}

/** One result per action and resource. @throws AwsError InvalidInput, MalformedPolicyDocument, NotImplemented */
export function simulate(simulated: Simulated, question: Question, call: Call): EvaluationResult[] {
  if (question.OrderedOrganizationPolicyInputList !== undefined) {
    throw notImplemented('iam', 'simulation with policies of organizations');
  }
  const actions = question.ActionNames ?? [];
  if (actions.length === 0) throw invalidInput('ActionNames must not be empty.');
  for (const action of actions) {
    if (!/^[\w-]+:\w+$/.test(action)) throw invalidInput(`Invalid Action: ${action}`);
  }
  const accountId = parseArn(simulated.callerArn)?.accountId ?? call.scope.accountId;
  const principal: Principal = {
    kind: 'user',
    accountId,
    accessKeyId: '',
    arn: simulated.callerArn,
    userId: '',
  };
  const environment = { now: call.now, region: call.scope.region };
  const resourcePolicy = resourceStatements(question.ResourcePolicy);
  const given = Object.fromEntries(
    (question.ContextEntries ?? []).map((entry) => [entry.ContextKeyName ?? '', entry.ContextKeyValues]),
  );
  return actions.flatMap((action) =>
    (question.ResourceArns ?? ['*']).map((resource): EvaluationResult => {
      const owner = parseArn(question.ResourceOwner ?? resource)?.accountId || accountId;
      const context = contextKeys(globalKeys(principal, owner, environment), given);
      const { identityPolicy, boundary } = simulated;
      const decision = decide({
        request: { principal, action, resource, context },
        owner,
        identityPolicy,
        boundary,
        resourcePolicy,
      });
      const { allowed, explicit, source, statement } = decision;
      return {
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: allowed ? 'allowed' : explicit ? 'explicitDeny' : 'implicitDeny',
        MatchedStatements:
          statement === undefined
            ? []
            : [{ SourcePolicyId: statement.sid ?? `${source}.${statement.position}` }],
        MissingContextValues: [],
        ...(boundary !== undefined && {
          PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: source !== 'boundary' },
        }),
      };
    }),
  );
}
