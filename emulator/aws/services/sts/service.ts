/** AWS STS: who a caller is (aws.md section F.3). Roles and session tokens are not here until there is an IAM. */
import { defineService } from '../../kernel/operation.ts';
import { readModel } from '../../wire/schema.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';

export const sts = defineService({
  name: 'sts',
  model: async () => readModel(await import('@aws-sdk/client-sts')),
  create: () => ({}),
  operations: { GetCallerIdentity: getCallerIdentity },
});
