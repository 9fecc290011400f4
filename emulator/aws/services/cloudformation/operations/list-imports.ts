import type { ListImportsInput, ListImportsOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { validationError } from '../errors.ts';

export const listImports: Operation<CloudFormation, ListImportsInput, ListImportsOutput> = (
  { exports, stacks },
  { ExportName: name = '' },
  call,
) => {
  allow(call, '*');
  if (exports.find(call.scope, name) === undefined) throw validationError(`No export named ${name} found.`);
  const importers = exports.importers(call.scope, name);
  if (importers.length === 0) throw validationError(`Export '${name}' is not imported by any stack.`);
  return { Imports: importers.map((arn) => stacks.get(arn).name) };
};
