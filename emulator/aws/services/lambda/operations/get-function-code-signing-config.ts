import type {
  GetFunctionCodeSigningConfigRequest,
  GetFunctionCodeSigningConfigResponse,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import type { Lambda } from '../lambda.ts';
import { namedFunction } from '../named-function.ts';

/** No function here has a code signing configuration, and this is how AWS says so. */
export const getFunctionCodeSigningConfig: Operation<
  Lambda,
  GetFunctionCodeSigningConfigRequest,
  GetFunctionCodeSigningConfigResponse
> = (lambda, input, call) => ({
  FunctionName: namedFunction(lambda, call, input.FunctionName).fn.name,
  CodeSigningConfigArn: undefined,
});
