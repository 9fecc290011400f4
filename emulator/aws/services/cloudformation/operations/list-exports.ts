import type { ListExportsInput, ListExportsOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';

export const listExports: Operation<CloudFormation, ListExportsInput, ListExportsOutput> = (
  { exports },
  _,
  call,
) => {
  allow(call, '*');
  return {
    Exports: exports.list(call.scope).map(({ name, value, stack }) => ({
      ExportingStackId: stack.arn,
      Name: name,
      Value: value,
    })),
  };
};
