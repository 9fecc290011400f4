import type {
  ValidateStateMachineDefinitionInput,
  ValidateStateMachineDefinitionOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../kernel/operation.ts';
import { anyMachine } from '../addressing.ts';
import { validate } from '../asl/validation/validate.ts';
import { missing } from '../errors.ts';
import type { Sfn } from '../sfn.ts';

const MOST_DIAGNOSTICS = 100;

export const validateStateMachineDefinition: Operation<
  Sfn,
  ValidateStateMachineDefinitionInput,
  ValidateStateMachineDefinitionOutput
> = (_sfn, { definition, type, maxResults = 0 }, call) => {
  if (definition === undefined) throw missing('definition');
  const owner = call.scope.accountId;
  call.authorize({
    action: 'states:ValidateStateMachineDefinition',
    resource: anyMachine(call.scope),
    owner,
  });
  const faults = validate(definition, type === 'EXPRESS');
  const limit = maxResults === 0 ? MOST_DIAGNOSTICS : maxResults;
  const diagnostics = faults.slice(0, limit).map((fault) => ({ severity: 'ERROR' as const, ...fault }));
  return { result: faults.length === 0 ? 'OK' : 'FAIL', diagnostics, truncated: faults.length > limit };
};
