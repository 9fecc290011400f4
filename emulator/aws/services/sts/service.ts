/** The Security Token Service as a service of the cloud. */
import { defineService } from '../../kernel/operation.ts';
import { readModel } from '../../wire/schema.ts';
import { assumeRole } from './operations/assume-role.ts';
import { getAccessKeyInfo } from './operations/get-access-key-info.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import { getSessionToken } from './operations/get-session-token.ts';
import { Sts } from './sts.ts';

export const sts = defineService({
  name: 'sts',
  model: async () => readModel(await import('@aws-sdk/client-sts')),
  create: (kernel) => new Sts(kernel),
  operations: {
    AssumeRole: assumeRole,
    GetAccessKeyInfo: getAccessKeyInfo,
    GetCallerIdentity: getCallerIdentity,
    GetSessionToken: getSessionToken,
  },
  notes: { AssumeRole: 'Without session tags. Roots may assume roles that trust their account.' },
});
